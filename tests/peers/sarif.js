// SARIF as its own authors' validator reads it.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const {spawnSync} = require('child_process');

const root = path.resolve(__dirname, '../..');
const tool = path.join(__dirname, 'node_modules/.bin/sarif-multitool');
let passed = 0, failed = 0;

for (const council of ['cambridgeshire', 'cheshire-east', 'cambridge-city']) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'arising-sarif-'));
  const file = path.join(dir, 'check.sarif');
  const ours = spawnSync(process.env.ARISING, ['-C',
    path.join(root, 'build/example', council), 'check', '--format', 'sarif'],
  {maxBuffer: 1 << 28});
  fs.writeFileSync(file, ours.stdout);
  const log = path.join(dir, 'report.sarif');
  const run = spawnSync(tool, ['validate', file, '--output', log,
    '--log', 'ForceOverwrite'], {encoding: 'utf8'});
  let results = [];
  if (fs.existsSync(log))
    results = JSON.parse(fs.readFileSync(log)).runs[0].results
      .filter((r) => r.level === 'error');
  const ok = run.status === 0 && !results.length &&
    JSON.parse(ours.stdout).runs[0].results.length >= 0;
  console.log(ok ? `  ok      sarif of ${council}`
    : `  FAILED  sarif of ${council}\n${run.stdout}${run.stderr}${JSON.stringify(results.slice(0, 3))}`);
  if (ok) passed++; else failed++;
  fs.rmSync(dir, {recursive: true});
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
