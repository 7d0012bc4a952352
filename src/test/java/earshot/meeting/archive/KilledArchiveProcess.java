package earshot.meeting.archive;

import module java.base;

import earshot.id.MeetingId;
import earshot.meeting.MeetingSamples;
import earshot.store.ChildProcess;

/// A process that ends one meeting after another and calls a webhook, and prints the number of each once it is stored, until it is killed.
public final class KilledArchiveProcess {
    private KilledArchiveProcess() {}

    /// @param args home, address of the webhook, number of the first meeting
    static void main(String[] args) {
        ChildProcess.endWithParent();
        ArchiveFixture fixture = new ArchiveFixture(Path.of(args[0]));
        fixture.webhook(args[1], null, Map.of());
        fixture.archive.start();
        for (int n = Integer.parseInt(args[2]); true; n++) {
            fixture.store(MeetingSamples.ended(new MeetingId("m" + n), MeetingSamples.NINE.plusSeconds(n), 120), MeetingSamples.sentences(120));
            fixture.archive.changed();
            System.out.println(n);
        }
    }
}
