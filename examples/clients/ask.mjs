// Asks three questions with graphql-request. Usage: node ask.mjs [http://127.0.0.1:8080/graphql]
// Where reading needs a token, it is in STANCEGRAPH_TOKEN. Needs: npm install
import { readFile } from 'node:fs/promises';
import { GraphQLClient } from 'graphql-request';

const token = process.env.STANCEGRAPH_TOKEN;
const client = new GraphQLClient(process.argv[2] ?? 'http://127.0.0.1:8080/graphql', {
  headers: token ? { Authorization: `Bearer ${token}` } : {},
});

// ask sends a question and gives its data; errors of the server are thrown.
async function ask(name, variables) {
  const question = await readFile(new URL(`questions/${name}.graphql`, import.meta.url), 'utf8');
  return client.request(question, variables);
}

console.log('Who opposed arming the rebels?');
for (const edge of (await ask('who-stands-where', { issue: 'arming the rebels', stance: 'OPPOSES' })).stances.nodes) {
  const [statement] = edge.statements.nodes;
  console.log(`  ${edge.actor.name}, ${edge.count} since ${edge.first}: “${statement.quote}” (${statement.article.source})`);
}

console.log('What did Turkey say?');
for (const statement of (await ask('what-did-they-say', { actor: 'Turkey' })).actor.statements.nodes) {
  const speaker = statement.speaker?.name ?? 'nobody named';
  console.log(`  ${statement.heldOn} ${statement.stance} ${statement.issue.name}: “${statement.quote}” (${speaker})`);
}

console.log('Who changed sides on arming the rebels?');
for (const { actor, from, to } of (await ask('who-changed-sides', { issue: 'arming the rebels' })).changes.nodes) {
  console.log(`  ${actor.name}: ${from.stance} until ${from.until}, ${to.stance} since ${to.since}: “${to.statement.quote}”`);
}
