// Package agreement tells how far analysts agree who coded the same articles by themselves: by Cohen's kappa and Krippendorff's alpha,
// field by field and on the triple of holder, stance and issue.
//
// Two analysts rarely mark the very same words. So statements are first put together into units (see [Units]): a unit is one place of
// the text with at most one statement of each analyst. Where an analyst has none there, she found nothing there, which counts as a value
// of the triple; the fields are compared where two have found something.
package agreement
