/// The command line: no JavaFX, but the engine and the simulator. Main passes in what opens a window.
///
/// The window of a run ([earshot.cli.RunWindow]) may be closed while the server continues; a later start in the same home ([earshot.cli.SingleInstance])
/// brings it back.
///
/// The demo collects facts first and judges them afterwards: [earshot.cli.DemoEvidence] is collected from a real run,
/// [earshot.cli.DemoVerdict] checks it without knowing its origin, so that a test can make each check fail.
package earshot.cli;
