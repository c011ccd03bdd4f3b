// A Word document as pandoc reads it back.
'use strict';
const {spawnSync} = require('child_process');

const has = (program) =>
  !spawnSync(program, ['--version'], {stdio: 'ignore'}).error;
const office = ['soffice', 'libreoffice'].find(has);
const tidy = (text) => text.replace(/\s+/g, ' ').trim();

// pandoc's tree of the document.
function read(file) {
  const ran = spawnSync('pandoc', ['-f', 'docx', '-t', 'json', file],
    {encoding: 'utf8', maxBuffer: 1 << 28});
  return JSON.parse(ran.stdout);
}

// The words of a piece of the tree.
function words(piece) {
  if (Array.isArray(piece)) return piece.map(words).join('');
  switch (piece && piece.t) {
    case 'Str': return piece.c;
    case 'Space': case 'SoftBreak': case 'LineBreak': return ' ';
    case 'Code': case 'CodeBlock': return piece.c[1];
    case 'Quoted': return `"${words(piece.c[1])}"`;
    case 'Link': return words(piece.c[1]);
    case 'Para': case 'Plain': return words(piece.c) + ' ';
    default: return piece && piece.c ? words(piece.c) : '';
  }
}

// Tables as {caption, head: [text], rows: [[text]]}.
function tables(blocks) {
  const row = (r) => r[1].map((cell) => tidy(words(cell[4])));
  return blocks.filter((b) => b.t === 'Table').map(({c}) => ({
    caption: tidy(words(c[1][1])),
    head: c[3][1].flatMap(row),
    rows: c[4].flatMap((body) => body[3]).map(row),
  }));
}

// Each file as text beside it, by LibreOffice, all in one start.
function asTexts(dir, files) {
  return spawnSync('timeout', ['180', office, '--headless', '--norestore',
    `-env:UserInstallation=file://${dir}/office`, '--convert-to',
    'txt:Text (encoded):UTF8', '--outdir', dir, ...files],
  {encoding: 'utf8'});
}

module.exports = {has, office, tidy, read, words, tables, asTexts};
