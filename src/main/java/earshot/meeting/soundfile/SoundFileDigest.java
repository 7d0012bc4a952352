package earshot.meeting.soundfile;

import module java.base;

import earshot.compute.ComputePool;
import earshot.data.Digest;
import earshot.id.MeetingId;
import earshot.problem.Failures;

/// The id of the meeting that a recording becomes: the same for the same bytes, whatever the file is called, so that one that was imported is recognized.
public final class SoundFileDigest {
    private static final int BLOCK = 4 << 20;
    private static final int ID_BYTES = 16;

    private SoundFileDigest() {}

    /// Waits for the disk; computes in the pool, a block at a time.
    ///
    /// @throws earshot.problem.ProblemException when the file cannot be read
    /// @throws CancellationException when it was cancelled
    public static MeetingId of(Path file, ComputePool pool, CompletableFuture<?> cancelled) {
        try {
            SoundFileTranscriber.modified(file);
            MessageDigest digest = Digest.sha256();
            try (InputStream in = Files.newInputStream(file)) {
                for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
                    byte[] bytes = block;
                    Failures.join(pool.submitLong(() -> {
                        digest.update(bytes);
                        return true;
                    }));
                    if (cancelled.isDone()) {
                        throw new CancellationException();
                    }
                }
            }
            return new MeetingId("recording-" + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES));
        } catch (IOException e) {
            throw SoundFileTranscriber.unusable(file, e);
        }
    }
}
