package earshot.firmware;

import java.time.Duration;

/// Takes the losses of a device, those that belong together as one. Called on the thread that judges what passes.
public interface LossReporter {
    /// The device had nothing to play in the middle of an answer.
    ///
    /// @param silence of all gaps together
    /// @param gaps how many, from 1
    void ranOut(Duration silence, int gaps);

    /// Packets came while the queue was full; the device dropped them.
    void overflowed(int packets);
}
