// Every schema of schema/ against the metaschema, and what the program
// writes against its schema, by ajv: a validator that shares no line with us.
'use strict';
const fs = require('fs');
const path = require('path');
const {execFileSync} = require('child_process');
const Ajv = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;
const yaml = require('js-yaml');

const root = path.resolve(__dirname, '../..');
const arising = process.env.ARISING;
let passed = 0, failed = 0;

function verdict(name, problem) {
  console.log(problem ? `  FAILED  ${name}\n${problem}` : `  ok      ${name}`);
  if (problem) failed++; else passed++;
}

const ajv = new Ajv({allErrors: true, strict: false});
addFormats(ajv);
const schemas = {};
for (const file of fs.readdirSync(path.join(root, 'schema')).sort()) {
  if (!file.endsWith('.schema.json')) continue;
  const schema = JSON.parse(fs.readFileSync(path.join(root, 'schema', file)));
  const ok = ajv.validateSchema(schema);
  verdict(`metaschema ${file}`, ok ? '' : ajv.errorsText(ajv.errors));
  if (ok) schemas[file] = ajv.compile(schema);
}

function check(name, file, data) {
  const validate = schemas[`${file}.schema.json`];
  const problem = !validate ? `there is no schema ${file}`
    : validate(data) ? '' : ajv.errorsText(validate.errors);
  verdict(`${name} by ${file}`, problem);
}

// Dates stay text, as Arising reads them.
function load(file) {
  return yaml.load(fs.readFileSync(file, 'utf8'), {schema: yaml.CORE_SCHEMA});
}

function walk(dir, found = []) {
  for (const entry of fs.readdirSync(dir, {withFileTypes: true})) {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) walk(full, found);
    else if (entry.name.endsWith('.yaml')) found.push(full);
  }
  return found.sort();
}

for (const file of walk(path.join(root, 'example-repo')))
  check(path.relative(root, file),
    path.basename(file) === 'arising.yaml' ? 'register' : 'plan', load(file));

function run(council, words) {
  const dir = path.join(root, 'build/example', council);
  try {
    return execFileSync(arising, ['-C', dir, ...words], {maxBuffer: 1 << 28});
  } catch (e) {
    if (e.status === 1) return e.stdout;
    throw e;
  }
}

const outputs = [
  ['changes', 'cambridgeshire', ['changes', 'sr-2021-09..sr-2021-12', '--format', 'json']],
  ['changes', 'cambridgeshire', ['changes', 'sr-2021-12', '--all', '--format', 'json']],
  ['changes', 'cheshire-east', ['changes', 'council-2024-07..cpc-2024-08', '--view', 'drafting', '--format', 'json']],
  ['records', 'cambridgeshire', ['list', '--recommendations', '--format', 'json']],
  ['records', 'cambridgeshire', ['show', 'peer#2.1b', '--format', 'json']],
  ['cycles', 'cambridgeshire', ['cycle', 'list', '--format', 'json']],
  ['status', 'cambridgeshire', ['--format', 'json']],
  ['status', 'cheshire-east', ['--format', 'json']],
  ['check', 'cambridgeshire', ['check', '--format', 'json']],
  ['check', 'cheshire-east', ['check', '--format', 'json']],
];
for (const [schema, council, words] of outputs)
  check(`arising ${words.join(' ')}`, schema, JSON.parse(run(council, words)));

for (const council of ['cambridgeshire', 'cheshire-east', 'cambridge-city'])
  for (const [schema, words] of [
    ['export', ['export', 'ndjson']], ['log', ['log', '--format', 'ndjson']]]) {
    const lines = run(council, words).toString().trim().split('\n');
    const bad = lines.find((l) =>
      !schemas[`${schema}.schema.json`](JSON.parse(l)));
    verdict(`arising ${words.join(' ')} of ${council}: ${lines.length} lines`,
      bad || '');
  }
for (const [council, cycle] of [['cambridgeshire', 'sr-2021-12'],
  ['cambridgeshire', 'sr-2022-01'], ['cheshire-east', 'cpc-2024-08']])
  check(`arising paper ${cycle}`, 'paper',
    JSON.parse(run(council, ['paper', cycle, '--format', 'json'])));

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
