package graph

import (
	"errors"
	"fmt"
)

// Code classifies an [Error]. There are few, and callers decide by code alone, never by text.
type Code string

// The codes, and who is asked to act on each.
const (
	NotFound    Code = "not_found"   // the object named does not exist
	Invalid     Code = "invalid"     // the input breaks a rule; the caller must change it
	Conflict    Code = "conflict"    // somebody changed the object in between; read again and decide
	Forbidden   Code = "forbidden"   // the role does not allow the change
	Unavailable Code = "unavailable" // the store cannot be reached or is busy; trying again may help
	Internal    Code = "internal"    // a defect or a damaged store; the operator must look
)

// Error is a failure with a code to act on and a message that is safe to show.
// Err, where set, is the cause: it belongs in a log, not in a reply.
type Error struct {
	Code    Code
	Message string
	Err     error
}

// Error gives the message and, for the log, the cause.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Message + ": " + e.Err.Error()
	}
	return e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an [Error] without a cause.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// CodeOf gives the code of the outermost [Error] in err's chain; [Internal] where there is none.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}

// MessageOf gives the text that may be shown to whoever asked: the message of the outermost [Error], else a plain word.
func MessageOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Message
	}
	return "internal error"
}
