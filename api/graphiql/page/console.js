// The plain console: an operation, its variables, a token, and what comes back.
import { Documentation, introspection } from './documentation.js';
import { follow, send } from './request.js';

const at = (id) => document.getElementById(id);
const [form, query, variables, token, result, run, stop] = ['form', 'query', 'variables', 'token', 'result', 'run', 'stop'].map(at);
const mostShown = 200; // events of a subscription
let running = null;

function show(text) {
  result.textContent = text;
}

// operation reads what is to be sent; variables that are no JSON are told of.
function operation() {
  const body = { query: query.value };
  if (variables.value.trim()) body.variables = JSON.parse(variables.value);
  if (at('explain').checked) body.extensions = { explain: true };
  return body;
}

async function execute() {
  let body;
  try {
    body = operation();
  } catch (problem) {
    show('The variables are not JSON: ' + problem.message);
    return;
  }
  running?.abort();
  const mine = running = new AbortController();
  stop.disabled = false;
  try {
    if (/^\s*subscription\b/m.test(body.query)) await listen(body, mine.signal);
    else show(JSON.stringify(await send(body, token.value, mine.signal), null, 2));
  } catch (problem) {
    if (problem.name !== 'AbortError') show('The server cannot be reached: ' + problem.message);
  }
  if (running === mine) stop.disabled = true;
}

// listen shows the events of a subscription, the latest first.
async function listen(body, signal) {
  const events = [];
  show('Waiting for events…');
  await follow(body, token.value, signal, (event) => {
    events.unshift(JSON.stringify(event, null, 2));
    events.length = Math.min(events.length, mostShown);
    show(events.join('\n\n'));
  });
}

async function describe() {
  const reply = await send({ query: introspection }, token.value);
  if (reply.data) new Documentation(at('documentation'), reply.data.__schema);
  else at('documentation').textContent = reply.errors[0].message;
}

form.addEventListener('submit', (e) => {
  e.preventDefault();
  execute();
});
stop.addEventListener('click', () => running?.abort());
token.addEventListener('change', describe);
query.addEventListener('keydown', (e) => {
  if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) execute();
});

const given = new URLSearchParams(location.search);
query.value = given.get('query') || query.value;
variables.value = given.get('variables') || '';
describe().catch((problem) => { at('documentation').textContent = 'The schema cannot be read: ' + problem.message; });
run.disabled = false;
