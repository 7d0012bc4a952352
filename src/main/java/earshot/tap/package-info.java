/// What the microphone of a device hears, live, for the person at the console.
///
/// | type | what it is |
/// | --- | --- |
/// | [earshot.tap.MicrophoneTap] | receives what the audio debugger of the firmware sends: the microphone before any processing, and the echo reference |
/// | [earshot.tap.TapStream] | the sound of one board: waveforms, levels, the last minute |
/// | `ChannelCount` | how many channels a board sends |
/// | [earshot.tap.LiveMicrophone] | the Opus sound that a device sends anyway, decoded while somebody listens to it |
///
/// Decisions, and why:
///
/// * **The tap is closed until somebody opens it.** The sound comes without any check of who sends it, so it is taken from addresses that
///   may connect, from four boards at most, and of each a minute is kept.
/// * **A board is known by its address**: the datagrams hold nothing but samples.
/// * **How many channels there are is measured**: a board sends 32 000 bytes a second for each, and says it nowhere; and samples of one
///   channel are more alike than those of two (`Interleaving`), which is seen sooner and where datagrams are lost. Until either is certain
///   there are two, as with the firmware's own script.
///
/// Source: xiaozhi-protocol section 10; the firmware's `main/audio/audio_debugger.cc` and `scripts/audio_debug_server.py`.
package earshot.tap;
