//go:build !race

package api_test

// slowdown is how many times as long things take under the race detector, on a busy machine.
const slowdown = 1
