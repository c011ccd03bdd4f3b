// The calendar as ical.js reads it: each milestone of the exported table is
// one all-day entry on its last day, and says which action it is of.
'use strict';
const ICAL = require('ical.js');
const {verdict, difference, run, parseCsv, plain, end} = require('./lib/judge');

const iso = (time) => time.toString();

// A repeat is spelled out in several entries; all others are one.
function expected(council, words) {
  const table = (name) => parseCsv(
    run(council, ['export', 'csv', '--table', name, ...words]).toString());
  const actions = new Map(table('actions')
    .map((a) => [`${plain(a.plan)}#${plain(a.ref)}`, a]));
  return table('milestones').filter((m) => m.last_day && m.due[0] !== 'R')
    .map((m) => {
      const name = `${plain(m.plan)}#${plain(m.ref)}`;
      return [m.last_day, name, plain(m.what),
        plain(actions.get(name).action).slice(0, 60),
        m.closed === 'true' ? 'done' : 'open'].join(' | ');
    }).sort();
}

function read(event, names) {
  const summary = event.summary;
  const name = summary.split(': ')[0];
  const rest = summary.slice(name.length + 2).replace(/ \(done\)$/, '');
  const what = names.get(name).find((w) => w && rest.startsWith(`${w}: `)) || '';
  return [iso(event.startDate), name, what,
    rest.slice(what ? what.length + 2 : 0).slice(0, 60),
    summary.endsWith(' (done)') ? 'done' : 'open'].join(' | ');
}

for (const council of ['cambridgeshire', 'cheshire-east', 'cambridge-city']) {
  const text = run(council, ['export', 'ics']).toString();
  let events, problem = '';
  try {
    const calendar = new ICAL.Component(ICAL.parse(text));
    events = calendar.getAllSubcomponents('vevent')
      .map((e) => new ICAL.Event(e));
  } catch (e) {
    verdict(`calendar of ${council}`, String(e));
    continue;
  }
  const names = new Map();
  const repeats = new Set();
  for (const m of parseCsv(run(council,
    ['export', 'csv', '--table', 'milestones']).toString())) {
    const name = `${plain(m.plan)}#${plain(m.ref)}`;
    names.set(name, [...(names.get(name) || []), plain(m.what)]);
    if (m.due[0] === 'R') repeats.add(name);
  }
  for (const e of events) {
    if (!e.startDate.isDate || e.endDate.subtractDate(e.startDate).days !== 1)
      problem += `${e.uid} is no whole day\n`;
    if (e.summary.length > 250) problem += `${e.summary} is long\n`;
  }
  const uids = new Set(events.map((e) => e.uid));
  if (uids.size !== events.length)
    problem += `${events.length} entries, ${uids.size} UIDs\n`;
  const single = events.filter((e) => !repeats.has(e.summary.split(': ')[0]));
  verdict(`calendar of ${council}: ${events.length} entries`, problem ||
    difference(expected(council, []), single.map((e) => read(e, names)).sort()));
  // No line is longer than 75 bytes (RFC 5545, 3.1), and all end in CRLF.
  const long = text.split('\r\n').filter((l) => Buffer.byteLength(l) > 75);
  verdict(`calendar of ${council}: lines`, long[0] ||
    (/[^\r]\n/.test(text) ? 'a line without CR' : ''));
}
end();
