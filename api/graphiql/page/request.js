// Sends operations to the API.

const endpoint = '/graphql';

function ask(body, token, accept, signal) {
  const headers = { 'Content-Type': 'application/json', Accept: accept };
  if (token) headers.Authorization = 'Bearer ' + token;
  return fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(body), signal });
}

// send gives the reply to an operation.
export async function send(body, token, signal) {
  const reply = await ask(body, token, 'application/json', signal);
  return reply.json();
}

// follow hands each event of a subscription to take, until there are no more.
export async function follow(body, token, signal, take) {
  const reply = await ask(body, token, 'text/event-stream', signal);
  if (!reply.headers.get('Content-Type').startsWith('text/event-stream')) {
    take(await reply.json());
    return;
  }
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    const parts = text.split('\n\n');
    text = parts.pop();
    for (const part of parts) {
      const data = part.match(/^data: (.*)$/m);
      if (part.startsWith('event: next') && data) take(JSON.parse(data[1]));
      if (part.startsWith('event: complete')) return;
    }
  }
}
