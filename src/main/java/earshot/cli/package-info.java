/// The command line: no JavaFX, the engine and the simulator behind it. What opens a window is handed in by Main.
///
/// The demo is evidence first, judgement second: [earshot.cli.DemoEvidence] is gathered from a real run,
/// [earshot.cli.DemoVerdict] judges it without knowing how it came about, so that each check can be seen to fail.
package earshot.cli;
