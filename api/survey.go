package api

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
)

// over makes the error for a limit that is exceeded.
func over(what string, limit int) *requestError {
	return &requestError{code: codeLimit, message: fmt.Sprintf("the request has too many %s: at most %d are allowed", what, limit)}
}

// measure is the size of a selection set after expansion of its fragments.
type measure struct{ top, fields, depth, introspection int }

// surveyor measures a document before anything expensive looks at it. It visits each definition once, and counts what a
// fragment holds once however often it is spread.
type surveyor struct {
	limits              Limits
	fragments           map[string]*ast.FragmentDefinition
	done                map[string]measure
	open                map[string]bool
	aliases, directives int
}

// survey refuses a document that is too large in any way, or whose fragments go round in a circle.
func survey(doc *ast.QueryDocument, l Limits) error {
	s := surveyor{limits: l, fragments: map[string]*ast.FragmentDefinition{}, done: map[string]measure{}, open: map[string]bool{}}
	switch {
	case len(doc.Operations) > l.Operations:
		return over("operations", l.Operations)
	case len(doc.Fragments) > l.Fragments:
		return over("fragments", l.Fragments)
	}
	for _, f := range doc.Fragments {
		s.fragments[f.Name] = f
	}
	for _, f := range doc.Fragments {
		if _, err := s.fragment(f); err != nil {
			return err
		}
	}
	for _, op := range doc.Operations {
		if err := s.operation(op); err != nil {
			return err
		}
	}
	return nil
}

func (s *surveyor) operation(op *ast.OperationDefinition) error {
	s.directives += len(op.Directives)
	for _, v := range op.VariableDefinitions {
		s.directives += len(v.Directives)
	}
	m, err := s.set(op.SelectionSet)
	switch {
	case err != nil:
		return err
	case m.depth > s.limits.Depth:
		return over("levels of fields", s.limits.Depth)
	case m.top > s.limits.RootFields:
		return over("fields at the top", s.limits.RootFields)
	case op.Operation == ast.Mutation && m.top > s.limits.Mutations:
		return over("mutations", s.limits.Mutations)
	}
	return nil
}

func (s *surveyor) fragment(f *ast.FragmentDefinition) (measure, error) {
	if m, ok := s.done[f.Name]; ok {
		return m, nil
	}
	if s.open[f.Name] {
		return measure{}, &requestError{code: codeValidation, message: fmt.Sprintf("the fragment %q spreads itself", f.Name), at: f.Position}
	}
	s.open[f.Name] = true
	s.directives += len(f.Directives)
	m, err := s.set(f.SelectionSet)
	s.done[f.Name] = m
	return m, err
}

func (s *surveyor) set(set ast.SelectionSet) (m measure, err error) {
	for _, selection := range set {
		var part measure
		switch x := selection.(type) {
		case *ast.Field:
			part, err = s.field(x)
		case *ast.InlineFragment:
			s.directives += len(x.Directives)
			part, err = s.set(x.SelectionSet)
		case *ast.FragmentSpread:
			s.directives += len(x.Directives)
			if f := s.fragments[x.Name]; f != nil {
				part, err = s.fragment(f)
			}
		}
		if err != nil {
			return m, err
		}
		m.top += part.top
		m.fields += part.fields
		m.depth = max(m.depth, part.depth)
		m.introspection = max(m.introspection, part.introspection)
		if err := s.check(m); err != nil {
			return m, err
		}
	}
	return m, nil
}

func (s *surveyor) field(f *ast.Field) (measure, error) {
	s.directives += len(f.Directives)
	if f.Alias != f.Name {
		s.aliases++
	}
	m, err := s.set(f.SelectionSet)
	m.top = 1
	m.fields++
	m.depth++
	if f.Name == "__schema" || f.Name == "__type" {
		m.introspection, m.depth = m.depth, 1
	}
	return m, err
}

func (s *surveyor) check(m measure) error {
	l := s.limits
	switch {
	case m.fields > l.Fields:
		return over("fields", l.Fields)
	case m.depth > max(l.Depth, l.IntrospectionDepth), m.introspection > l.IntrospectionDepth:
		return over("levels of fields", l.IntrospectionDepth)
	case s.aliases > l.Aliases:
		return over("aliases", l.Aliases)
	case s.directives > l.Directives:
		return over("directives", l.Directives)
	}
	return nil
}
