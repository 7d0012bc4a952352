/// Audio: Opus packets to PCM and back, resampling, levels, voice activity detection, endpointing and waveforms for drawing.
///
/// **Two codecs.** concentus (Java) is always available; libopus is bound by `java.lang.foreign` where it is installed and
/// decodes in about two thirds of the time. [earshot.audio.OpusCodecs] chooses once.
///
/// **Nothing is assumed about a packet.** Duration, channels and coder are read from its header ([earshot.audio.OpusPacket]):
/// boards send 20 to 60 ms, browsers up to 2.4 KB, silent boards 1 to 3 bytes, and a stopped recorder nothing. A packet
/// with an invalid structure never reaches a decoder, so it cannot damage the decoder's state.
///
/// **Native memory lies in arenas** that `close` frees; a call after that is an exception instead of a crash. Native calls take
/// microseconds and use buffers of their own instead of pinned arrays, so that garbage collection never waits for them.
///
/// **Two detectors must agree that a frame is voiced** ([earshot.audio.VoiceActivityDetectorFactory]), and
/// [earshot.audio.Endpointer] finds the ends of speech in their answers.
///
/// **The last 20 s are kept as packets, not as samples** ([earshot.audio.PacketRing]), in memory only, while a device is connected and for
/// the eight devices that disconnected last. They are decoded when a person tries detector settings ([earshot.audio.SegmentationPreview]).
///
/// **Time is passed in**: the duration of the audio, or the server's arrival times.
///
/// **An incoming frame allocates little**: its samples, one level, and nothing else that outlives the call. Levels are new
/// objects because `watch` holds immutable values. `earshot.bench.UplinkBench` measures the cost of one frame.
package earshot.audio;
