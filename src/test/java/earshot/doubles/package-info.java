/// Test doubles for external services: they use the real protocol over real sockets, add no delay, and fail as the test wants.
package earshot.doubles;
