// Serves the graph that NEO4J_URI names by @neo4j/graphql on Apollo Server, to be measured beside our API. Prints its address.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Neo4jGraphQL } from '@neo4j/graphql';
import neo4j from 'neo4j-driver';

// What the question needs. The properties holder, issue and article repeat the relationships; `issueKey` lets a query use the
// index on them, which is as good as our own Cypher has it.
const typeDefs = `#graphql
  type Actor @node { id: ID! name: String! }
  type Issue @node { id: ID! name: String! }
  type Article @node { id: ID! title: String source: String published: String }
  type Statement @node {
    id: ID!
    stance: String!
    status: String!
    quote: String!
    heldOn: String
    issueKey: String @alias(property: "issue")
    holder: [Actor!]! @relationship(type: "HELD_BY", direction: OUT)
    speaker: [Actor!]! @relationship(type: "SPOKEN_BY", direction: OUT)
    issue: [Issue!]! @relationship(type: "ABOUT", direction: OUT)
    article: [Article!]! @relationship(type: "IN", direction: OUT)
  }
`;

const driver = neo4j.driver(process.env.NEO4J_URI, neo4j.auth.basic(process.env.NEO4J_USERNAME || 'neo4j', process.env.NEO4J_PASSWORD));
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const { url } = await startStandaloneServer(new ApolloServer({ schema, introspection: false }), {
  context: async () => ({ sessionConfig: { database: process.env.NEO4J_DATABASE || 'neo4j' } }),
  listen: { host: '127.0.0.1', port: 0 },
});
console.log(url);
