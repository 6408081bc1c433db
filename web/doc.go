// Package web is the analyst's workbench: pages that show who stands where and in whose words, served as plain HTML that reads
// without JavaScript. Small modules in static/ add keys and what needs no reload.
//
// A page is a function from a request to a view (the name of a template in templates/, and what it shows). All text is escaped
// by html/template, and the pages allow no script or style but our own files; so whatever an article says stays text.
//
// Pages read like any other client of [graph.Reader], and change things through [graph.Editor] alone. Every page is a permanent link:
// what narrows it stands in its address, and links within the workbench carry it on.
package web
