'use strict';
// Shows what state.json says, every second. Whatever comes from there is put into the page as text.

const EVERY_MS = 1000;
const LONGEST_WAIT_MS = 4000;
/** A routing table is asked for each time; older ones mean that nobody answers. */
const OLD_TABLE_MS = 5000;
const SAMPLES = 60;
const MOVES = 8;
const SVG = 'http://www.w3.org/2000/svg';

const byId = id => document.getElementById(id);
const count = new Intl.NumberFormat('en');

/** What was seen before: members and leader by cluster, rates by route. */
const clusters = new Map();
const rates = new Map();
const moves = [];
let lastAnswer = null;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined) {
      made.setAttribute(key, value);
    }
  }
  // strings become text nodes
  made.append(...children.flat().filter(child => child !== null && child !== undefined));
  return made;
}

function clock(at) {
  const time = at instanceof Date ? at : new Date(at);
  return element('time', {datetime: time.toISOString(), title: time.toLocaleString()},
    time.toLocaleTimeString('en-GB'));
}

function duration(ms) {
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  const seconds = ms / 1000;
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  if (seconds < 120) {
    return `${Math.round(seconds)} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const sum = counts => Object.values(counts ?? {}).reduce((all, one) => all + one, 0);

// clusters

const leaderOf = cluster => cluster.waitingSince ? null : cluster.writers?.[0] ?? null;

/** Keeps what was seen: a member that is gone is in no routing table any more. */
function watch(cluster, now) {
  const seen = clusters.get(cluster.uri)
    ?? {members: new Set(), leader: undefined, without: null, last: null};
  for (const member of [...cluster.writers ?? [], ...cluster.readers ?? [], ...cluster.routers ?? []]) {
    seen.members.add(member);
  }
  const leader = leaderOf(cluster);
  // before first contact there is nothing to move from
  if (cluster.writers && leader !== seen.leader) {
    if (leader === null) {
      seen.without = now;
      moved(now, seen.last === null ? 'no leader' : `no leader; it was ${seen.last}`);
    } else if (seen.leader === null) {
      moved(now, `${leader} leads, after ${duration(now - seen.without)} without a leader`);
    } else if (seen.leader !== undefined) {
      moved(now, `${leader} leads instead of ${seen.leader}`);
    }
    seen.last = leader ?? seen.last;
    seen.leader = leader;
  }
  clusters.set(cluster.uri, seen);
}

function moved(at, what) {
  moves.unshift({at, what});
  moves.length = Math.min(moves.length, MOVES);
}

function role(member, cluster, leader) {
  if (member === leader) {
    return ['leads', 'leader'];
  }
  if (cluster.readers?.includes(member)) {
    return ['follows', 'follower'];
  }
  if (cluster.writers?.includes(member)) {
    return ['gone', 'led until now'];
  }
  return ['gone', 'not in the routing table'];
}

function clusterCard(cluster) {
  const leader = leaderOf(cluster);
  const notes = [];
  if (cluster.waitingSince) {
    notes.push(['The leader is waited for since ', clock(cluster.waitingSince)]);
  } else if (cluster.writers && leader === null) {
    notes.push(['No leader']);
  }
  if (cluster.ageMs > OLD_TABLE_MS) {
    notes.push([`No member has answered for ${duration(cluster.ageMs)}`]);
  }
  if (cluster.error) {
    notes.push([cluster.error]);
  }
  return element('div', {class: 'card cluster'},
    element('h3', {}, cluster.uri),
    element('p', {class: 'facts'}, cluster.server
      ? `Neo4j ${cluster.server}${cluster.database ? `, database ${cluster.database}` : ''}` : 'not reached yet'),
    element('ul', {class: 'members'}, [...clusters.get(cluster.uri).members].sort().map(member => {
      const [kind, name] = role(member, cluster, leader);
      return element('li', {class: kind}, element('span', {}, member), element('small', {}, name));
    })),
    notes.map(note => element('p', {class: 'note'}, ...note)));
}

// tables

/** Columns are [title, content, class]; a narrow screen shows the titles beside the cells. */
function table(columns, rows) {
  return element('table', {},
    element('thead', {}, element('tr', {}, columns.map(([title, , kind]) =>
      element('th', {scope: 'col', class: kind}, title)))),
    element('tbody', {}, rows.map(row => element('tr', {}, columns.map(([title, content, kind], column) => {
      const shown = [content(row)].flat();
      return column === 0
        ? element('th', {scope: 'row'}, element('div', {}, shown))
        : element('td', {class: kind, 'data-label': title}, shown.some(part => part != null)
          ? element('div', {}, shown) : null);
    })))));
}

function spark(samples) {
  const width = 96;
  const height = 22;
  const top = Math.max(1, ...samples);
  const points = samples.map((rate, i) =>
    `${(i + SAMPLES - samples.length) * width / (SAMPLES - 1)},${height - 1 - rate * (height - 2) / top}`);
  const svg = document.createElementNS(SVG, 'svg');
  for (const [key, value] of Object.entries({width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': true})) {
    svg.setAttribute(key, value);
  }
  const line = document.createElementNS(SVG, 'polyline');
  line.setAttribute('points', points.join(' '));
  svg.append(line);
  return svg;
}

function sampled(key, rate) {
  const samples = rates.get(key) ?? [];
  samples.push(rate);
  samples.splice(0, samples.length - SAMPLES);
  rates.set(key, samples);
  return samples;
}

function rows(state) {
  const routes = new Map(state.routes.map(route => [route.id, route]));
  const running = [
    ...state.sinks.map(sink => ({...sink, kind: 'sink', name: sink.sink, total: sink.applied,
      behind: routes.get(sink.route)?.behind})),
    ...state.sources.map(source => ({...source, kind: 'source', name: source.cursor, total: source.handedOver}))];
  const known = new Set(running.map(row => row.route));
  const stopped = state.routes.filter(route => !known.has(route.id) && route.state !== 'Started')
    .map(route => ({route: route.id}));
  return [...running, ...stopped].map(row => ({...row, state: routes.get(row.route)?.state,
    samples: row.kind ? sampled(`${row.kind} ${row.route} ${row.name} ${row.endpoint}`, row.recordsPerSecond) : []}));
}

function lag(row) {
  if (row.kind === 'source') {
    return row.lagMs == null ? null : duration(row.lagMs);
  }
  return row.behind == null ? null : `${count.format(row.behind)} records`;
}

function trouble(row) {
  const parts = [];
  const redone = row.kind === 'source' ? row.failures : sum(row.retries);
  if (redone > 0) {
    const causes = Object.entries(row.retries ?? {}).map(([cause, times]) => `${cause} ${count.format(times)}`);
    parts.push(element('div', {title: causes.join(', ')}, `${count.format(redone)} done again`));
  }
  if (sum(row.rejected) > 0) {
    parts.push(element('div', {class: 'bad'}, `${count.format(sum(row.rejected))} rejected`));
  }
  if (row.skipped > 0) {
    parts.push(element('div', {}, `${count.format(row.skipped)} skipped`));
  }
  if (row.lastError) {
    parts.push(element('small', {}, clock(row.lastErrorAt), ' ', row.lastError));
  }
  return parts.length === 0 ? null : parts;
}

const ROUTES = [
  ['Route', row => [row.route ?? '–', row.state === 'Started' || row.state === undefined ? null
    : element('small', {class: 'bad'}, ` ${row.state}`)]],
  ['What', row => row.kind ? [row.endpoint, element('small', {}, row.name ?? '')] : null, 'free'],
  ['Records/s', row => row.kind ? [element('b', {}, count.format(row.recordsPerSecond)), spark(row.samples)] : null,
    'number rate'],
  ['Total', row => row.kind ? count.format(row.total) : null, 'number total'],
  ['Lag', lag, 'number lag'],
  ['Last commit', row => row.lastCommit ? clock(row.lastCommit) : null, 'number'],
  ['Trouble', trouble, 'free']];

const LETTERS = [
  ['Message', letter => [letter.message.replace(/^message (?=.)/, ''), element('small', {}, `${letter.route ?? ''} → ${letter.sink}`)]],
  ['At', letter => clock(letter.at)],
  ['Reason', letter => letter.reason],
  ['Why', letter => letter.why, 'free']];

function letters(state) {
  return state.sinks
    .flatMap(sink => sink.lastRejected.map(letter => ({...letter, route: sink.route, sink: sink.sink})))
    .sort((one, other) => other.at.localeCompare(one.at))
    .slice(0, 20);
}

/** Leaves alone what is the same as before, so that somebody can select and copy. */
function fill(id, data, make) {
  const place = byId(id);
  const text = JSON.stringify(data);
  if (place.shown !== text) {
    place.shown = text;
    place.replaceChildren(...[make(data)].flat());
  }
}

const nothing = text => element('p', {class: 'none'}, text);

function show(state) {
  const now = new Date(state.at);
  byId('application').textContent = state.application;
  document.title = `${state.application} – Neo4j Streams`;
  state.clusters.forEach(cluster => watch(cluster, now));
  fill('clusters', state.clusters, all => all.length === 0 ? nothing('No route has begun yet.')
    : all.map(clusterCard));
  fill('moves', moves, all => all.map(({at, what}) => element('li', {}, clock(at), element('span', {}, what))));
  fill('routes', rows(state), all => all.length === 0 ? nothing('None.') : table(ROUTES, all));
  fill('letters', letters(state), all => all.length === 0 ? nothing('None since the start.') : table(LETTERS, all));
}

function status(text, away) {
  const place = byId('status');
  if (place.textContent !== text) {
    place.textContent = text;
  }
  place.className = away ? 'away' : '';
  byId('content').classList.toggle('stale', away);
}

async function ask() {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), LONGEST_WAIT_MS);
  try {
    const answer = await fetch('state.json', {cache: 'no-store', signal: timeout.signal});
    if (!answer.ok) {
      throw new Error(`answer ${answer.status}`);
    }
    show(await answer.json());
    lastAnswer = new Date();
    byId('content').hidden = false;
    status('live', false);
  } catch (error) {
    console.warn('No answer:', error.message);
    status(lastAnswer === null ? 'no answer yet'
      : `no answer since ${lastAnswer.toLocaleTimeString('en-GB')}`, true);
  } finally {
    clearTimeout(timer);
    setTimeout(ask, EVERY_MS);
  }
}

ask();
