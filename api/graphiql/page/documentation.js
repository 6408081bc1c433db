// Shows the types of the schema, as introspection tells of them.

const typeText = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';
const valueText = `name description defaultValue type { ${typeText} }`;

export const introspection = `{ __schema {
  queryType { name } mutationType { name } subscriptionType { name }
  types { kind name description
    fields(includeDeprecated: true) { name description isDeprecated args { ${valueText} } type { ${typeText} } }
    inputFields { ${valueText} }
    enumValues(includeDeprecated: true) { name description } } } }`;

// element makes an element with children; texts stay texts.
export function element(name, attributes, ...children) {
  const e = Object.assign(document.createElement(name), attributes);
  e.append(...children);
  return e;
}

// Documentation shows one type at a time in a place of the page.
export class Documentation {
  constructor(place, schema) {
    this.place = place;
    this.types = new Map(schema.types.filter((t) => !t.name.startsWith('__')).map((t) => [t.name, t]));
    this.roots = [schema.queryType, schema.mutationType, schema.subscriptionType].filter(Boolean).map((t) => t.name);
    this.showAll();
  }

  showAll() {
    const rest = [...this.types.keys()].filter((name) => !this.roots.includes(name)).sort();
    this.place.replaceChildren(element('h2', {}, 'Schema'), this.list(this.roots), element('h3', {}, 'Types'), this.list(rest));
  }

  list(names) {
    return element('ul', {}, ...names.map((name) => element('li', {}, this.link(name))));
  }

  link(name) {
    if (!this.types.has(name)) return name;
    return element('button', { type: 'button', className: 'link', onclick: () => this.show(name) }, name);
  }

  show(name) {
    const type = this.types.get(name);
    const back = element('button', { type: 'button', className: 'link', onclick: () => this.showAll() }, '← all types');
    const members = type.fields || type.inputFields || type.enumValues || [];
    this.place.replaceChildren(back, element('h2', {}, name), element('p', {}, type.description || ''),
      element('dl', {}, ...members.flatMap((m) => this.member(m))));
    this.place.scrollTop = 0;
  }

  member(m) {
    const line = element('dt', {}, element('code', {}, m.name, ...this.args(m.args || []), ...(m.type ? [': ', ...this.type(m.type)] : [])));
    return [line, element('dd', {}, (m.isDeprecated ? 'Deprecated. ' : '') + (m.description || ''))];
  }

  args(args) {
    if (args.length === 0) return [];
    const parts = args.flatMap((a, i) => [i ? ', ' : '(', a.name, ': ', ...this.type(a.type), a.defaultValue === null ? '' : ' = ' + a.defaultValue]);
    return [...parts, ')'];
  }

  type(t) {
    if (t.kind === 'NON_NULL') return [...this.type(t.ofType), '!'];
    if (t.kind === 'LIST') return ['[', ...this.type(t.ofType), ']'];
    return [this.link(t.name)];
  }
}
