// The spreadsheet as exceljs reads it: the rows of the CSV paper, cell by
// cell, with real dates and numbers, a frozen head, filters and no formula.
'use strict';
const ExcelJS = require('exceljs');
const {verdict, difference, run, parseCsv, plain, end} = require('./lib/judge');

const dates = new Set(['deadline']);
const numbers = new Set(['days_overdue', 'times_slipped']);

function cell(name, value) {
  if (value === null || value === undefined) return '';
  if (dates.has(name))
    return value instanceof Date ? value.toISOString().slice(0, 10)
      : `no date: ${JSON.stringify(value)}`;
  if (numbers.has(name))
    return typeof value === 'number' ? String(value)
      : `no number: ${JSON.stringify(value)}`;
  return typeof value === 'string' ? value
    : `no text: ${JSON.stringify(value)}`;
}

async function judge(council, words) {
  const name = `spreadsheet of ${council} ${words.join(' ')}`;
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(run(council, ['paper', ...words, '--format', 'xlsx']));
  const want = parseCsv(
    run(council, ['paper', ...words, '--format', 'csv']).toString());
  const sheet = book.getWorksheet('Actions');
  const keys = sheet.getRow(1).values.slice(1);
  const csvKeys = Object.keys(want[0] || {}).filter((k) => k !== 'colophon');
  verdict(`${name}: columns`, want.length ? difference(csvKeys, keys) : '');
  const rows = [];
  sheet.eachRow((row, number) => {
    if (number > 1)
      keys.forEach((key, i) =>
        rows.push(`${number} ${key}: ${cell(key, row.getCell(i + 1).value)}`));
  });
  verdict(`${name}: ${want.length} rows`, difference(
    want.flatMap((r, i) => keys.map((k) => `${i + 2} ${k}: ${plain(r[k])}`)),
    rows));
  const view = sheet.views[0] || {};
  verdict(`${name}: frozen and filtered`,
    view.state === 'frozen' && view.ySplit === 1 && sheet.autoFilter
      ? '' : JSON.stringify([view, sheet.autoFilter]));
  const about = book.getWorksheet('About').getColumn(2).values.map(String);
  verdict(`${name}: colophon`,
    about.some((t) => t.startsWith('arising-paper/1 format=xlsx '))
      ? '' : JSON.stringify(about));
}

async function main() {
  for (const [council, cycle] of [
    ['cambridgeshire', 'cabinet-2014-03'], ['cambridgeshire', 'sr-2021-09'],
    ['cambridgeshire', 'sr-2021-12'], ['cambridgeshire', 'sr-2022-01'],
    ['cheshire-east', 'council-2024-07'], ['cheshire-east', 'cpc-2024-08']])
    await judge(council, [cycle]);
  await judge('cambridgeshire', ['sr-2021-12', '--names']);
  end();
}

main();
