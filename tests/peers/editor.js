// The real yaml-language-server over stdio: completion and hover from our
// schemas, and the same findings on the same lines as `arising check`.
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

const modeline = '# yaml-language-server: $schema=../.arising/plan.schema.json\n';
const good = modeline + `plan: p
title: A small plan
kind: other
stage: approved
narrative: What good looks like.
actions:
  - ref: A.1
    action: Write the strategy
    bodies: [S&R]
    leads: [chief]
    due: 2021-12
    status: in-progress
    update: It is being written.
`;
// Each breaks one thing; the line is where both must say so.
const broken = {
  status: good.replace('in-progress', 'ongoing'),
  key: good.replace('    leads:', '    lead:'),
  number: good.replace('ref: A.1', 'ref: 1.10'),
  list: good.replace('leads: [chief]', 'leads: chief'),
  stage: good.replace('stage: approved', 'stage: agreed'),
  due: good.replace('due: 2021-12', 'due: ongoing'),
  title: good.replace('title: A small plan', 'title: [A, small, plan]'),
};

function ours(dir, file) {
  let out;
  try {
    out = execFileSync(arising,
      ['-C', dir, 'check', '--format', 'json', file], {stdio: 'pipe'});
  } catch (e) {
    out = e.stdout;
  }
  return JSON.parse(out).findings
    .filter((f) => f.level === 'error').map((f) => f.line);
}

async function main() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'arising-editor-'));
  fs.mkdirSync(path.join(dir, 'plans'));
  fs.mkdirSync(path.join(dir, '.arising'));
  for (const name of ['plan', 'register'])
    fs.copyFileSync(path.join(root, `schema/${name}.schema.json`),
      path.join(dir, `.arising/${name}.schema.json`));
  fs.writeFileSync(path.join(dir, 'arising.yaml'), `arising: 1
council: Example Council
bodies:
  S&R: {name: Strategy and Resources Committee, kind: committee}
people:
  chief: {post: Chief Executive}
`);
  const child = spawn(process.execPath, [server, '--stdio'],
    {stdio: ['pipe', 'pipe', 'ignore']});
  const client = new Client(child);
  await client.request('initialize', {
    processId: process.pid, rootUri: pathToFileURL(dir).href,
    capabilities: {workspace: {configuration: true},
      textDocument: {completion: {completionItem: {}}, hover: {contentFormat: ['markdown']},
        publishDiagnostics: {}}}});
  client.send({method: 'initialized', params: {}});
  const open = (name, text) => {
    text = text.replace(/^plan: p$/m, `plan: ${name}`); // ids are unique
    const file = path.join(dir, 'plans', `${name}.yaml`);
    fs.writeFileSync(file, text);
    const uri = pathToFileURL(file).href;
    client.send({method: 'textDocument/didOpen', params: {textDocument:
      {uri, languageId: 'yaml', version: 1, text}}});
    return uri;
  };

  const at = (text, needle, after = 0) => {
    const offset = text.indexOf(needle) + after;
    const lines = text.slice(0, offset).split('\n');
    return {line: lines.length - 1, character: lines[lines.length - 1].length};
  };
  const uri = open('good', good);
  const none = await client.published(uri);
  verdict('a good plan has no finding', none && !none.length ? ''
    : JSON.stringify(none));
  const typing = good + '    \n';
  const keys = await client.request('textDocument/completion',
    {textDocument: {uri: open('typing', typing)},
      position: {line: typing.split('\n').length - 2, character: 4}});
  const labels = (keys && keys.items || []).map((i) => i.label);
  const missing = ['done', 'evidence', 'reason', 'success']
    .filter((k) => !labels.includes(k));
  verdict('completion offers the fields of an action', missing.length
    ? `missing: ${missing} of ${labels}` : '');
  const choosing = good.replace('in-progress', '');
  const words = await client.request('textDocument/completion',
    {textDocument: {uri: open('choosing', choosing)},
      position: at(choosing, 'status: ', 8)});
  const states = (words && words.items || []).map((i) => i.label);
  const lacking = ['not-started', 'in-progress', 'paused', 'completed',
    'withdrawn', 'superseded'].filter((k) => !states.includes(k));
  verdict('completion offers the statuses', lacking.length
    ? `missing: ${lacking} of ${states}` : '');
  const hover = await client.request('textDocument/hover',
    {textDocument: {uri}, position: at(good, 'status:', 2)});
  const schema = JSON.parse(fs.readFileSync(
    path.join(root, 'schema/plan.schema.json')));
  const described = JSON.stringify(hover || '');
  const sentence = schema.$defs.action.properties.status.description;
  verdict('hover shows what the schema says of a field',
    described.replace(/\\+n|\\|\s+/g, ' ').includes(sentence.split('.')[0])
      ? '' : `${described} has not: ${sentence}`);

  for (const [name, text] of Object.entries(broken)) {
    const published = await client.published(open(name, text));
    const theirs = [...new Set((published || [])
      .map((d) => d.range.start.line + 1))].sort();
    const lines = [...new Set(ours(dir, path.join('plans', `${name}.yaml`)))].sort();
    verdict(`the same lines for a broken ${name}`,
      lines.length && String(lines) === String(theirs) ? ''
        : `ours: ${lines}, theirs: ${theirs}`);
  }
  child.kill();
  fs.rmSync(dir, {recursive: true});
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

main();
