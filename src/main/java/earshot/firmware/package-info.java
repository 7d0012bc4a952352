/// Model of the device: what firmware does with what passes, told from outside and while it happens.
///
/// | type | what it is |
/// | --- | --- |
/// | [earshot.firmware.FirmwareModel] | one connection: the state that the firmware is in, whether its microphone is open, what its playback queue holds |
/// | `PlaybackQueueModel` | the queue: 40 packets, played one after the other |
/// | `LossEpisodes` | makes one report of losses that belong together |
/// | [earshot.firmware.FirmwareHistory] | the last 60 s of a device in 600 steps, for drawing |
/// | [earshot.firmware.FirmwareEstimate] | what holds now |
/// | [earshot.firmware.LiveFirmware] | keeps all of that of the devices that are connected |
/// | [earshot.firmware.RecordedFirmware] | the same of a device of a session file, at a moment of the recording |
///
/// Decisions, and why:
///
/// * **It is a model, not a measurement.** A device says nothing about its queue. What is known is when a packet was sent and how long its sound lasts; that a
///   packet arrives at once is assumed. A delay that stays the same shifts everything and changes nothing; one that varies is seen by nobody but the device.
/// * **A gap is reported when it is over.** Silence that no packet ends is the end of an answer, and no loss.
/// * **Losses that follow each other are one report**: a network that is slow for a second is one event for a person.
/// * **Nothing is done per frame but arithmetic**, on the thread that judges traffic. The console reads a finished array.
///
/// Source: xiaozhi-protocol rules 9 to 12 and 14, section 4.
package earshot.firmware;
