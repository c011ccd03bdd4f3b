// The real yaml-language-server over stdio, in a repository as `arising init`
// leaves it: completion and hover from our schemas, for plans and register,
// and the same findings on the same lines as `arising check`.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const {spawn, execFileSync} = require('child_process');
const {pathToFileURL} = require('url');

const root = path.resolve(__dirname, '../..');
const arising = process.env.ARISING;
const server = path.join(__dirname,
  'node_modules/yaml-language-server/bin/yaml-language-server');
let passed = 0, failed = 0;

function verdict(name, problem) {
  console.log(problem ? `  FAILED  ${name}\n${problem}` : `  ok      ${name}`);
  if (problem) failed++; else passed++;
}

// A client that knows just enough of the language server protocol.
class Client {
  constructor(child) {
    this.child = child;
    this.id = 0;
    this.waiting = new Map();
    this.diagnostics = new Map();
    this.buffer = Buffer.alloc(0);
    child.stdout.on('data', (d) => this.feed(d));
  }
  send(message) {
    const body = JSON.stringify({jsonrpc: '2.0', ...message});
    this.child.stdin.write(
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }
  request(method, params) {
    const id = ++this.id;
    this.send({id, method, params});
    return new Promise((done) => this.waiting.set(id, done));
  }
  feed(data) {
    this.buffer = Buffer.concat([this.buffer, data]);
    for (;;) {
      const head = this.buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = +/Content-Length: (\d+)/i
        .exec(this.buffer.subarray(0, head).toString())[1];
      if (this.buffer.length < head + 4 + length) return;
      const text = this.buffer.subarray(head + 4, head + 4 + length);
      this.buffer = this.buffer.subarray(head + 4 + length);
      this.take(JSON.parse(text.toString()));
    }
  }
  take(message) {
    if (message.method === 'textDocument/publishDiagnostics')
      this.diagnostics.set(message.params.uri, message.params.diagnostics);
    else if (message.method && message.id !== undefined)
      this.send({id: message.id, result: this.answer(message)});
    else if (this.waiting.has(message.id)) {
      this.waiting.get(message.id)(message.result);
      this.waiting.delete(message.id);
    }
  }
  answer(message) {
    if (message.method !== 'workspace/configuration') return null;
    return message.params.items.map((item) => item.section === 'yaml'
      ? {validate: true, hover: true, completion: true,
        schemaStore: {enable: false}}
      : {});
  }
  async published(uri) {
    for (let i = 0; i < 100 && !this.diagnostics.has(uri); i++)
      await new Promise((r) => setTimeout(r, 100));
    return this.diagnostics.get(uri);
  }
}

const plan = `# yaml-language-server: $schema=../.arising/plan.schema.json
plan: p
title: A small plan
kind: other
stage: approved
narrative: What good looks like.
sections: {key: Key recommendations}
recommendations:
  - ref: "1"
    section: key
    recommendation: Hold a workshop
    outcome: Both agree
actions:
  - ref: A.1
    recommendations: ["1"]
    action: Write the strategy
    section: key
    bodies: [S&R]
    leads: [chief]
    due: 2021-12
    status: in-progress
    update: It is being written.
  - ref: A.2
    recommendations: ["1"]
    action: Publish it
    bodies: [S&R]
    leads: [chief]
    milestones:
      - {what: Draft, due: 2021-10}
    status: not-started
`;
const register = `# yaml-language-server: $schema=.arising/register.schema.json
arising: 1
council: Example Council
plans: plans/*.yaml
bodies:
  S&R: {name: Strategy and Resources Committee, kind: committee}
people:
  chief: {post: Chief Executive}
cycles:
  - id: sr-2021-12
    body: S&R
    meeting: 2021-12-17
    cutoff: 2021-12-09
    period: 2021-10/2021-12
assurance:
  month-load: {level: warning, most: 8}
`;

// Each breaks one thing; the lines are where both must say so.
function changes(text, list) {
  return Object.fromEntries(list.map(([name, from, to]) => {
    if (!text.includes(from)) throw new Error(`nothing to break: ${name}`);
    return [name, text.replace(from, to)];
  }));
}
const brokenPlans = changes(plan, [
  ['status', 'in-progress', 'ongoing'],
  ['status in capitals', 'in-progress', 'In Progress'],
  ['status without value', 'status: in-progress', 'status:'],
  ['status as list', 'status: in-progress', 'status: [in-progress]'],
  ['key', '    leads:', '    lead:'],
  ['key of a plan', 'narrative:', 'narative:'],
  ['key of a milestone', 'due: 2021-10', 'date: 2021-10'],
  ['number as ref', 'ref: A.1', 'ref: 1.10'],
  ['number as plan', 'plan: p', 'plan: 2021'],
  ['text for a list', 'leads: [chief]', 'leads: chief'],
  ['mapping in a list', 'leads: [chief]', 'leads: [{post: chief}]'],
  ['mapping for a list', 'milestones:\n      - {what: Draft, due: 2021-10}',
    'milestones: {what: Draft, due: 2021-10}'],
  ['empty list', 'milestones:\n      - {what: Draft, due: 2021-10}',
    'milestones: []'],
  ['text for a mapping', 'sections: {key: Key recommendations}',
    'sections: key'],
  ['stage', 'stage: approved', 'stage: agreed'],
  ['kind', 'kind: other', 'kind: peer challenge'],
  ['due', 'due: 2021-12', 'due: ongoing'],
  ['title as list', 'title: A small plan', 'title: [A, small, plan]'],
  ['missing title', 'title: A small plan\n', ''],
  ['missing action', '    action: Publish it\n', ''],
  ['missing words of a milestone', 'what: Draft, ', ''],
  ['empty action', 'action: Publish it', 'action: ""'],
  ['number in a list', 'recommendations: ["1"]\n    action: Publish',
    'recommendations: [1]\n    action: Publish'],
  ['true for a mapping', '    update:', '    verified: true\n    update:'],
  ['missing part of a decision', '    update:',
    '    decision: {body: S&R, minute: "7"}\n    update:'],
  ['two at once', 'leads: [chief]\n    due: 2021-12',
    'lead: [chief]\n    due: ongoing'],
  ['key twice', '    status: in-progress',
    '    status: in-progress\n    status: paused'],
]);
const brokenRegisters = changes(register, [
  ['version', 'arising: 1', 'arising: 9'],
  ['missing council', 'council: Example Council\n', ''],
  ['key', 'council:', 'counsel:'],
  ['kind of a body', 'kind: committee', 'kind: comittee'],
  ['missing name of a body', 'name: Strategy and Resources Committee, ', ''],
  ['list of people', 'people:\n  chief: {post: Chief Executive}',
    'people: [chief]'],
  ['missing id of a cycle', 'id: sr-2021-12\n    body', 'body'],
  ['key of a cycle', 'cutoff:', 'cut-off:'],
  ['level', 'level: warning', 'level: warn'],
  ['text for a figure', 'most: 8', 'most: eight'],
]);

function ours(dir, file) {
  let out;
  try {
    out = execFileSync(arising,
      ['-C', dir, 'check', '--format', 'json', file], {stdio: 'pipe'});
  } catch (e) {
    out = e.stdout;
  }
  return JSON.parse(out).findings
    .filter((f) => f.level === 'error' && f.file === file)
    .map((f) => f.line);
}

function lines(list) {
  return String([...new Set(list)].sort((a, b) => a - b));
}

const at = (text, needle, after = 0) => {
  const before = text.slice(0, text.indexOf(needle) + after).split('\n');
  return {line: before.length - 1,
    character: before[before.length - 1].length};
};

// The repository that an officer's editor opens.
function make() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'arising-editor-'));
  execFileSync('git', ['init', '-q', dir]);
  execFileSync(arising, ['-C', dir, 'init', '--council', 'Example Council',
    '--body', 'S&R=Strategy and Resources Committee'], {stdio: 'pipe'});
  fs.mkdirSync(path.join(dir, 'plans'));
  return dir;
}

async function begin(dir) {
  const child = spawn(process.execPath, [server, '--stdio'],
    {stdio: ['pipe', 'pipe', 'ignore']});
  const client = new Client(child);
  await client.request('initialize', {
    processId: process.pid, rootUri: pathToFileURL(dir).href,
    capabilities: {workspace: {configuration: true},
      textDocument: {completion: {completionItem: {}},
        hover: {contentFormat: ['markdown']}, publishDiagnostics: {}}}});
  client.send({method: 'initialized', params: {}});
  return client;
}

async function complete(client, uri, position) {
  const answer = await client.request('textDocument/completion',
    {textDocument: {uri}, position});
  return (answer && answer.items || []).map((i) => i.label);
}

function offers(name, labels, wanted) {
  const missing = wanted.filter((w) => !labels.includes(w));
  verdict(`completion offers ${name}`,
    missing.length ? `missing: ${missing} of ${labels}` : '');
}

async function main() {
  const dir = make();
  const written = fs.readFileSync(path.join(dir, 'arising.yaml'), 'utf8');
  verdict('init writes a register that names its schema',
    written.startsWith(register.split('\n')[0]) ? '' : written);
  const client = await begin(dir);
  let version = 0;
  const open = (file, text) => {
    const full = path.resolve(dir, file);
    const uri = pathToFileURL(full).href;
    fs.writeFileSync(full, text);
    client.diagnostics.delete(uri);
    if (version++) client.send({method: 'textDocument/didClose',
      params: {textDocument: {uri}}});
    client.diagnostics.delete(uri);
    client.send({method: 'textDocument/didOpen', params: {textDocument:
      {uri, languageId: 'yaml', version, text}}});
    return uri;
  };
  const inPlan = (name, text) => open(`plans/${name.replace(/ /g, '-')}.yaml`,
    text.replace(/^plan: p$/m, `plan: ${name.replace(/ /g, '-')}`));
  const none = async (name, uri) => {
    const found = await client.published(uri);
    verdict(`${name} has no finding`,
      found && !found.length ? '' : JSON.stringify(found));
  };

  await none('the register of init', open('arising.yaml', written));
  await none('a good register', open('arising.yaml', register));
  const goodUri = inPlan('good', plan);
  await none('a good plan', goodUri);

  let text = plan + '    \n';
  offers('the fields of an action', await complete(client,
    inPlan('typing', text), {line: text.split('\n').length - 2, character: 4}),
  ['done', 'evidence', 'reason', 'success', 'due', 'superseded_by']);
  text = plan.replace('in-progress', '');
  offers('the statuses', await complete(client, inPlan('choosing', text),
    at(text, 'status: ', 8)), ['not-started', 'in-progress', 'paused',
    'completed', 'withdrawn', 'superseded']);
  text = plan.replace('stage: approved', 'stage: ');
  offers('the stages', await complete(client, inPlan('staging', text),
    at(text, 'stage: ', 7)), ['draft', 'agreed-in-principle', 'approved',
    'final', 'published', 'closed', 'superseded']);
  text = plan.replace('- {what: Draft, due: 2021-10}',
    '- what: Draft\n        ');
  offers('the fields of a milestone', await complete(client,
    inPlan('milestone', text), at(text, 'what: Draft\n', 20)),
  ['due', 'done', 'met']);
  text = register + '    \n';
  text = register.replace('    body: S&R\n', '    \n');
  offers('the fields of a cycle', await complete(client,
    open('arising.yaml', text), at(text, 'sr-2021-12\n', 15)), ['body']);
  text = register.replace('kind: committee', 'kind: ');
  offers('the kinds of a body', await complete(client,
    open('arising.yaml', text), at(text, 'kind: ', 6)),
  ['committee', 'board', 'panel']);

  const schemas = Object.fromEntries(['plan', 'register'].map((name) =>
    [name, JSON.parse(fs.readFileSync(
      path.join(root, `schema/${name}.schema.json`)))]));
  const hovers = async (name, uri, position, sentence) => {
    const answer = await client.request('textDocument/hover',
      {textDocument: {uri}, position});
    const shown = JSON.stringify(answer || '')
      .replace(/\\+n|\\|\s+|&emsp;/g, ' ').replace(/ +/g, ' ');
    verdict(`hover says what ${name} is`, shown.includes(
      sentence.split('.')[0].replace(/`/g, '`')) ? ''
      : `${shown} has not: ${sentence}`);
  };
  await hovers('a status', goodUri, at(plan, 'status:', 2),
    schemas.plan.$defs.action.properties.status.description);
  await hovers('a plan', goodUri, at(plan, 'narrative:', 2),
    schemas.plan.properties.narrative.description);
  await hovers('a cycle', open('arising.yaml', register),
    at(register, 'cycles:', 2),
    schemas.register.properties.cycles.description);

  const same = async (name, file, uri, where = dir) => {
    const theirs = lines((await client.published(uri) || [])
      .map((d) => d.range.start.line + 1));
    const own = lines(ours(where, file));
    verdict(`the same lines for a broken ${name}`,
      own && own === theirs ? '' : `ours: ${own}, theirs: ${theirs}`);
  };
  for (const [name, broken] of Object.entries(brokenPlans))
    await same(name, `plans/${name.replace(/ /g, '-')}.yaml`,
      inPlan(name, broken));
  for (const [name, broken] of Object.entries(brokenRegisters)) {
    const other = make();
    const file = path.join(other, 'arising.yaml');
    await same(`${name} (register)`, 'arising.yaml', open(file, broken), other);
    fs.rmSync(other, {recursive: true});
  }
  client.child.kill();
  fs.rmSync(dir, {recursive: true});
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

main();
