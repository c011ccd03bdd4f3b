// Texts that mean harm, one after the other in every field: the spreadsheet,
// the Word document and the PDF of the paper hold them as words. No formula,
// field, script or part comes of them, no link but to the web, and each part
// is well-formed XML.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const zlib = require('zlib');
const {execFileSync} = require('child_process');
const ExcelJS = require('exceljs');
const JSZip = require('jszip');
const {SaxesParser} = require('saxes');
const {root, verdict, end} = require('./lib/judge');
const {has, office, tidy, read, words, tables, asTexts} =
  require('./lib/word');

const support = path.join(root, 'tests/support');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'arising-hostile-'));
const options = {maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe']};

function missing(what, package_) {
  console.log(`  SKIPPED hostile: ${what} is not here (Debian: apt-get ` +
    `install ${package_})`);
  return false;
}
const pandoc = has('pandoc') || missing('pandoc', 'pandoc');
const pdf = (has('chromium') || missing('Chromium', 'chromium')) &&
  (!!has('pdfinfo') || missing('pdfinfo', 'poppler-utils'));
if (!office) missing('LibreOffice', 'libreoffice-writer-nogui');

// HARM=NAME: this text alone.
const list = fs.readFileSync(path.join(support, 'harm.txt'), 'utf8').trim()
  .split('\n').map((line) => {
    const at = line.indexOf(' ');
    return {name: line.slice(0, at), text: line.slice(at + 1)};
  }).filter(({name}) => [undefined, name].includes(process.env.HARM));

// What no terminal, no page and no XML takes.
const unsafe = new RegExp('[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E' +
  '\\u2066-\\u2069\\uFEFF\\u{E0000}-\\u{E007F}\\p{Noncharacter_Code_Point}]',
'gu');
const harmless = (text) => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
  .replace(/[\t\r\n]/g, ' ').replace(unsafe, '\uFFFD');
const bare = (text) => text.replace(/\s+/g, '');

// The parts of a zip and what stands in their XML: problems, the parts'
// names, the names of elements, the fields and the relationships.
async function parts(bytes) {
  const out = {problems: [], names: [], elements: new Set(), fields: [],
    relations: []};
  const zip = await JSZip.loadAsync(bytes, {checkCRC32: true});
  for (const file of Object.values(zip.files)) {
    out.names.push(file.name);
    if (!/\.(xml|rels)$/.test(file.name)) continue;
    const parser = new SaxesParser({xmlns: true});
    let instruction = false;
    parser.on('error', (e) => out.problems.push(`${file.name}: ${e.message}`));
    parser.on('doctype', () => out.problems.push(`${file.name}: a DOCTYPE`));
    parser.on('opentag', ({name, attributes}) => {
      const at = (key) => attributes[key] ? attributes[key].value : '';
      out.elements.add(name);
      instruction = name === 'w:instrText';
      if (name === 'w:fldSimple') out.fields.push(at('w:instr'));
      if (name === 'Relationship')
        out.relations.push([at('TargetMode'), at('Target')]);
    });
    parser.on('text', (text) => instruction && out.fields.push(text));
    parser.write(await file.async('string')).close();
  }
  return out;
}

// The links that a text's file has: of the text "web" these, of others none.
const good = ['https://e.example/other', 'https://e.example/page',
  'mailto:o@e.example'];

function links(name, found) {
  const list = [...new Set(found)].sort();
  return String(list) === String(name === 'web' ? good : [])
    ? [] : [`links: ${list}`];
}

// What a harmful text's file has that an ordinary one's has not.
function added(file, plain, name) {
  const problems = [...file.problems];
  const external = file.relations.filter(([mode]) => mode);
  const beyond = (what, all, known) => problems.push(
    ...[...all].filter((one) => !known.has(one))
      .map((one) => `${what}: ${JSON.stringify(one)}`));
  beyond('a part', file.names, new Set(plain.names));
  beyond('an element', file.elements, plain.elements);
  if (String(file.fields) !== String(plain.fields))
    problems.push(`fields: ${file.fields}`);
  for (const [mode, target] of file.relations)
    if (!mode && !plain.relations.some((r) => !r[0] && r[1] === target))
      problems.push(`a relationship: ${target}`);
  return problems.concat(links(name, external.map(([, target]) => target)));
}

async function judgeSheet(bytes, paper, plain) {
  const problems = added(await parts(bytes), plain, 'xlsx');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes);
  book.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell((cell) => {
    if (cell.formula || cell.hyperlink || cell.note ||
      !['string', 'number'].includes(typeof cell.value) &&
      !(cell.value instanceof Date))
      problems.push(`${cell.address}: no plain cell: ` +
        JSON.stringify(cell.value));
    else if (String(cell.value).replace(/\n/g, '').search(unsafe) >= 0)
      problems.push(`${cell.address}: ${JSON.stringify(cell.value)}`);
  })));
  const sheet = book.getWorksheet('Actions');
  const keys = sheet.getRow(1).values;
  paper.plans[0].rows.forEach((row, i) => {
    for (const key of ['ref', 'action', 'baseline', 'update']) {
      const value = sheet.getRow(i + 2).getCell(keys.indexOf(key)).value;
      const want = tidy(harmless(row.record[key] || ''));
      if (tidy(value || '') !== want)
        problems.push(`${key} is ${JSON.stringify(value)}, not ` +
          JSON.stringify(want));
    }
  });
  const title = book.getWorksheet('About').getCell('B1').value;
  if (tidy(title) !== tidy(harmless(paper.paper.title)))
    problems.push(`the title is ${title}`);
  return problems;
}

async function judgeDocument(bytes, file, paper, plain) {
  const problems = added(await parts(bytes), plain, path.basename(file));
  fs.writeFileSync(`${file}.docx`, bytes);
  const {blocks, meta} = read(`${file}.docx`);
  if (tidy(words(meta.title.c)) !== tidy(harmless(paper.paper.title)))
    problems.push(`the title is ${words(meta.title.c)}`);
  const table = tables(blocks).find(({head, rows}) =>
    head.includes('Baseline position') && rows.some((r) => r[0] === 'A.1'));
  if (!table) return problems.concat('there is no row of A.1');
  const row = table.rows.find((r) => r[0] === 'A.1');
  const {record} = paper.plans[0].rows.find((r) => r.ref === 'A.1');
  for (const [title, value] of [['Baseline position', record.baseline],
    ['Success criteria', record.success[0]]]) {
    const cell = row[table.head.indexOf(title)];
    if (cell !== tidy(harmless(value)))
      problems.push(`${title} is ${JSON.stringify(cell)}`);
  }
  return problems;
}

// The objects of a PDF with the streams that can be inflated, but for the
// words of strings.
function objects(bytes) {
  const text = bytes.toString('latin1');
  let all = text.replace(/stream\r?\n[^]*?endstream/g, '');
  for (const {index, 0: mark} of text.matchAll(/stream\r?\n/g))
    try {
      all += zlib.inflateSync(bytes.subarray(index + mark.length),
        {finishFlush: zlib.constants.Z_SYNC_FLUSH}).toString('latin1');
    } catch { /* a stream of another kind, or the end of one */ }
  return all.replace(/\((\\[^]|[^\\()])*\)/g, '()');
}

function judgePdf(bytes, file, paper) {
  const problems = [];
  const name = path.basename(file);
  file += '.pdf';
  fs.writeFileSync(file, bytes);
  const tool = (program, ...args) =>
    execFileSync(program, args, {...options, encoding: 'utf8'});
  const scripts = tool('pdfinfo', '-js', file).trim();
  if (scripts) problems.push(`a script: ${scripts}`);
  problems.push(...links(name, tool('pdfinfo', '-url', file).trim()
    .split('\n').slice(1).map((line) => line.trim().split(/\s+/)[2])));
  const action = objects(bytes).match(new RegExp('/(JavaScript|JS|Launch|' +
    'SubmitForm|ImportData|GoToR|GoToE|EmbeddedFiles?|RichMedia|Rendition|' +
    'Movie|Sound|AcroForm|AA|OpenAction)\\b'));
  if (action) problems.push(`an action: ${action[0]}`);
  const title = harmless(paper.paper.title);
  const told = tool('pdfinfo', file).match(/^Title: *(.*)$/m);
  if (!told || tidy(told[1]) !== tidy(title))
    problems.push(`the title is ${told && told[1]}`);
  if (!bare(tool('pdftotext', file, '-')).includes(bare(title)))
    problems.push('the title is not among the words');
  return problems;
}

function write(name, text) {
  const repo = path.join(dir, name);
  execFileSync('sh', ['-c', '. "$0/harm.sh" && harm_repo "$1" "$2"', support,
    repo, text], options);
  return (format) => execFileSync(process.env.ARISING, ['-C', repo, 'paper',
    'two', '--names', '--extras', '--format', format], options);
}

async function main() {
  // Every element that ordinary prose brings.
  const ordinary = write('ordinary', 'Words *of* `plain` **prose**\\n\\n- ' +
    'one\\n- two\\n\\n> told <https://e.example/>\\n\\n    code');
  const sheet = await parts(ordinary('xlsx'));
  const document = pandoc && await parts(ordinary('docx'));
  const texts = [];
  for (const {name, text} of list) {
    const paper = write(name, text);
    const json = JSON.parse(paper('json'));
    const file = path.join(dir, name);
    const say = async (format, judge) => verdict(`hostile ${name}: ${format}`,
      (await Promise.resolve().then(judge).catch((e) => [e.stack]))
        .join('\n'));
    await say('xlsx', () => judgeSheet(paper('xlsx'), json, sheet));
    if (pandoc) {
      await say('docx', () =>
        judgeDocument(paper('docx'), file, json, document));
      texts.push({name, file, json});
    }
    if (pdf) await say('pdf', () => judgePdf(paper('pdf'), file, json));
  }
  if (office && texts.length) {
    const ran = asTexts(dir, texts.map(({file}) => `${file}.docx`));
    for (const {name, file, json} of texts) {
      const told = fs.existsSync(`${file}.txt`)
        ? tidy(fs.readFileSync(`${file}.txt`, 'utf8')) : '';
      const want = tidy(harmless(json.paper.title));
      verdict(`hostile ${name}: opens in LibreOffice`, told.includes(want)
        ? '' : `${ran.stdout}${ran.stderr}no ${JSON.stringify(want)}`);
    }
  }
  fs.rmSync(dir, {recursive: true});
  end();
}

main();
