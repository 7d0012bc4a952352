/// Scripts for test devices: a small YAML file that says what the person and the device do, one step after the other, and what they expect of the server.
///
/// [earshot.simulator.script.DeviceScript] is a script, read by [earshot.simulator.script.DeviceScriptReader], which names the line of what
/// it does not understand; [earshot.simulator.script.ScriptedConversation] plays it with one device. The format is in
/// `assets/docs/test-device-script.md`.
package earshot.simulator.script;
