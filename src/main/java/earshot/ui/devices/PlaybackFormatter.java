package earshot.ui.devices;

import module java.base;

import earshot.firmware.FirmwareEstimate;
import earshot.firmware.FirmwareModel;
import earshot.firmware.InferredState;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.Texts;

/// Says in words what the firmware of a device does. Pure.
record PlaybackFormatter(Texts texts) {
    /// One line: state, queue, channel.
    ///
    /// @param nanos monotonic time of now
    String now(FirmwareEstimate estimate, long nanos) {
        List<String> parts = new ArrayList<>(List.of(texts.get("playback.state." + Texts.keyOf(estimate.state()))));
        if (estimate.state() == InferredState.ASLEEP && lossy(estimate)) {
            parts.add(texts.get("playback.last", losses(estimate)));
        }
        if (estimate.state() != InferredState.ASLEEP && estimate.state() != InferredState.UNKNOWN) {
            long left = Math.max(0, estimate.emptyAtNanos() - nanos);
            // the estimate is some tenths of a second old
            int waiting = left == 0 ? 0 : estimate.waiting();
            parts
                .add(texts.get("playback.waiting", Integer.toString(waiting), Integer.toString(FirmwareModel.QUEUE_CAPACITY), Long.toString(left / 1_000_000)));
            estimate.channelEndsNanos().ifPresent(ends -> parts.add(
                ends > nanos ? texts.get("playback.channel", DurationFormatter.clock(Duration.ofNanos(ends - nanos))) : texts.get("playback.channel.ended")));
        }
        return String.join(" · ", parts);
    }

    static boolean lossy(FirmwareEstimate estimate) {
        return estimate.losses().gaps() > 0 || estimate.losses().dropped() > 0;
    }

    /// What was lost in its newest connection.
    String losses(FirmwareEstimate estimate) {
        FirmwareEstimate.Losses losses = estimate.losses();
        List<String> parts = new ArrayList<>();
        if (losses.gaps() > 0) {
            parts.add(texts.get("playback.gaps", Integer.toString(losses.gaps()), Long.toString(losses.silence().toMillis())));
        }
        if (losses.dropped() > 0) {
            parts.add(texts.get("playback.dropped", Integer.toString(losses.dropped())));
        }
        return parts.isEmpty() ? texts.get("playback.lossless") : String.join(" · ", parts);
    }

    /// For those who do not see the strip.
    String whole(FirmwareEstimate estimate, long nanos) {
        return texts.get("playback.title") + "\n" + now(estimate, nanos) + "\n" + (estimate.state() == InferredState.ASLEEP ? "" : losses(estimate) + "\n")
            + texts.get("playback.more", Integer.toString(FirmwareModel.QUEUE_CAPACITY));
    }
}
