// docs/postgresql.md, word for word: its schema, its script and its queries,
// against a real PostgreSQL that is made for it and thrown away; the answers
// are those that the program gives by itself.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const {execFileSync, spawnSync} = require('child_process');
const {root, verdict, difference, run, parseCsv, end} = require('./lib/judge');

const councils = ['cambridgeshire', 'cheshire-east', 'cambridge-city'];
const versions = '/usr/lib/postgresql';
const newest = fs.existsSync(versions)
  ? fs.readdirSync(versions).sort((a, b) => a - b).pop() : null;
const bin = newest ? path.join(versions, newest, 'bin') : null;
if (!bin || !fs.existsSync(path.join(bin, 'initdb')) || newest < 15) {
  console.log('  SKIPPED postgresql: there is no server of 15 or later ' +
    '(Debian: apt-get install postgresql)');
  process.exit(0);
}

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'arising-postgresql-'));
const data = path.join(work, 'data');
// The server refuses to run as root; Debian's package has a user for it.
const as = process.getuid() === 0
  ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
function server(program, ...words) {
  const all = [...as, path.join(bin, program), ...words];
  return execFileSync(all[0], all.slice(1),
    {stdio: ['ignore', 'ignore', 'pipe'], cwd: work, timeout: 120000,
      env: {...process.env, LC_ALL: 'C.UTF-8'}});
}
const environment = {...process.env, PGHOST: work, PGUSER: 'postgres',
  PGTZ: 'UTC', LC_ALL: 'C.UTF-8',
  PATH: `${path.dirname(path.resolve(process.env.ARISING))}:${bin}:` +
    process.env.PATH};
delete environment.PGPORT;

// The page: blocks of a language, and those it says to save under a name.
const page = fs.readFileSync(path.join(root, 'docs/postgresql.md'), 'utf8');
const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
  .map(([, language, text]) => ({language, text}));
const sql = blocks.filter((b) => b.language === 'sql').map((b) => b.text);
const sh = blocks.filter((b) => b.language === 'sh').map((b) => b.text);
const [schema, ...queries] = sql;
const [create, script, one, many] = sh;

function shell(text) {
  const ran = spawnSync('sh', ['-eu', '-c', text],
    {cwd: work, env: {...environment, PGDATABASE: 'arising'}, encoding: 'utf8'});
  return ran.status === 0 ? '' : `status ${ran.status}: ${ran.stderr}`;
}

// The rows of a query, as its own CSV.
function ask(text) {
  return execFileSync('psql', ['-X', '-q', '--csv', '-v', 'ON_ERROR_STOP=1',
    '-c', text], {env: {...environment, PGDATABASE: 'arising'}}).toString();
}

const csv = (council, ...words) => parseCsv(run(council, words).toString());
const records = (council, ...words) =>
  JSON.parse(run(council, ['list', '--format', 'json', ...words])).records;
const lines = (rows) => rows.map((r) => r.join(' | '));
const answer = (text) =>
  lines(parseCsv(ask(text)).map((row) => Object.values(row)));

// What the program says of each council at each of its days.
function snapshots() {
  return councils.flatMap((council) => {
    const cycles = JSON.parse(run(council, ['cycle', 'list', '--format', 'json']))
      .cycles.filter((c) => c.closed).map((c) => c.id);
    const days = new Map();
    for (const rev of ['HEAD', ...cycles]) {
      const plans = csv(council, 'export', 'csv', '--table', 'plans', '--rev', rev);
      days.set(plans[0].day, {council, name: plans[0].council, rev,
        day: plans[0].day});
    }
    return [...days.values()];
  }).sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1
    : a.day < b.day ? -1 : 1);
}

function expectOverdue(all) {
  return lines(all.map(({council, name, rev, day}) => [name, day,
    records(council, '--rev', rev, '--as-of', day, '--overdue').length,
    records(council, '--rev', rev).length]).filter((r) => r[3]));
}

function latest(all) {
  return all.filter((s) => !all.some((o) =>
    o.name === s.name && o.day > s.day));
}

function expectCompleted(all) {
  const rows = latest(all).flatMap(({council, name, rev}) => {
    const of = new Map();
    for (const r of records(council, '--rev', rev)) {
      const n = of.get(r.plan) || [0, 0];
      of.set(r.plan, [n[0] + (r.status === 'completed'), n[1] + 1]);
    }
    return [...of].map(([plan, [done, count]]) =>
      [name, plan, done, count, Math.round(100 * done / count)]);
  });
  return lines(rows.sort((a, b) => b[4] - a[4] || (a[0] < b[0] ? -1
    : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : 1)));
}

function expectSlipped() {
  const rows = councils.flatMap((council) => {
    const name = csv(council, 'export', 'csv', '--table', 'plans')[0].council;
    return csv(council, 'log', '--kind', 'slipped', '--format', 'csv').map((m) =>
      [name, m.date.slice(0, 10), m.plan, m.ref, m.before, m.after, m.days,
        m.reason]);
  });
  return lines(rows.sort((a, b) => b[6] - a[6]));
}

function expectPosts(all) {
  const count = new Map();
  for (const {council, name, rev, day} of latest(all)) {
    const posts = new Map(csv(council, 'export', 'csv', '--table', 'leads',
      '--rev', rev).map((l) => [l.lead, l.post]));
    for (const r of records(council, '--rev', rev, '--as-of', day, '--overdue'))
      for (const lead of r.leads || []) {
        const key = `${name} | ${posts.get(lead)}`;
        count.set(key, (count.get(key) || 0) + 1);
      }
  }
  return [...count].map(([key, n]) => `${key} | ${n}`).sort();
}

function expectMovements() {
  const count = new Map();
  for (const council of councils) {
    const name = csv(council, 'export', 'csv', '--table', 'plans')[0].council;
    for (const m of csv(council, 'log', '--format', 'csv').filter((m) => m.ref)) {
      const key = `${name} | ${m.cycle || 'since'} | ${m.kind}`;
      count.set(key, (count.get(key) || 0) + 1);
    }
  }
  return [...count].map(([key, n]) => `${key} | ${n}`).sort();
}

function judge() {
  verdict('postgresql: the page has a schema, a script and five questions',
    queries.length === 5 && sh.length === 4 ? '' : JSON.stringify(blocks));
  fs.writeFileSync(path.join(work, 'schema.sql'), schema);
  fs.writeFileSync(path.join(work, 'load.sh'), script);
  fs.mkdirSync(path.join(work, 'councils'));
  for (const council of councils)
    fs.symlinkSync(path.join(root, 'build/example', council),
      path.join(work, 'councils', council));
  verdict('postgresql: the tables are made', shell(create));
  verdict('postgresql: one council is loaded', shell(one));
  if (spawnSync('parallel', ['--version'], {encoding: 'utf8'}).stdout
    ?.includes('GNU')) {
    verdict('postgresql: many councils are loaded at once', shell(many));
  } else {
    console.log('  SKIPPED postgresql, at once: GNU parallel is not here ' +
      '(Debian: apt-get install parallel)');
    verdict('postgresql: many councils are loaded',
      shell('for council in councils/*; do sh load.sh "$council"; done'));
  }
  const all = snapshots();
  const want = [expectOverdue(all), expectCompleted(all), expectSlipped(),
    expectPosts(all), expectMovements()];
  queries.forEach((query, i) => {
    // Those that the database orders by its own words of text are sets here.
    const got = answer(query);
    verdict(`postgresql: question ${i + 1}, ${want[i].length} rows`,
      want[i].length ? difference([...want[i]].sort(), [...got].sort())
        : 'nothing to compare');
  });
  verdict('postgresql: the most overdue posts come first', (() => {
    const counts = answer(queries[3]).map((l) => +l.split(' | ')[2]);
    return counts.every((n, i) => !i || n <= counts[i - 1]) ? '' : `${counts}`;
  })());
  // Loaded again, it is the same; what cannot be loaded leaves all as it was.
  const before = ask('SELECT count(*) FROM ledger');
  verdict('postgresql: loading again replaces', shell(one) ||
    difference([before], [ask('SELECT count(*) FROM ledger')]));
  verdict('postgresql: no repository is an error',
    shell('sh load.sh councils/nowhere') ? '' : 'it was taken');
}

if (as.length) fs.chownSync(work, +execFileSync('id', ['-u', 'postgres']), -1);
fs.chmodSync(work, 0o755);
let started = false;
try {
  server('initdb', '-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8',
    '--no-sync');
  server('pg_ctl', '-D', data, '-w', '-l', path.join(work, 'server.log'), '-o',
    `-c listen_addresses='' -c unix_socket_directories='${work}' -c fsync=off`,
    'start');
  started = true;
  judge();
} catch (e) {
  verdict('postgresql', `${e.stack}${e.stderr || ''}`);
} finally {
  if (started) server('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
  fs.rmSync(work, {recursive: true, force: true});
}
end();
