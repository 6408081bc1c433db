// Runs the audits of the GraphQL-over-HTTP specification against a server: node audit.mjs URL
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.argv[2] });
const failed = results.filter((r) => r.status !== 'ok');
for (const r of failed) {
  console.log(`${r.status} ${r.id} ${r.name}: ${r.reason}`);
}
console.log(`audits of GraphQL over HTTP: ${results.length - failed.length} of ${results.length} passed`);
process.exitCode = failed.length === 0 && results.length === 61 ? 0 : 1;
