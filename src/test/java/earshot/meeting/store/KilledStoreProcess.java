package earshot.meeting.store;

import module java.base;

import earshot.id.MeetingId;
import earshot.meeting.MeetingSamples;
import earshot.store.ChildProcess;
import earshot.store.Database;
import earshot.store.HomeDirectory;

/// A process that adds sentences to a meeting and prints the number of each once it is stored, until it is killed. Every tenth comes with
/// an interim summary, which is stored before the number is printed.
final class KilledStoreProcess {
    private KilledStoreProcess() {}

    static void main(String[] args) {
        ChildProcess.endWithParent();
        try (Database database = Database.open(new HomeDirectory(Path.of(args[0])),
            List.of(DatabaseMeetingStore.SCHEMA, DatabaseMeetingStore.PAUSES, DatabaseMeetingStore.VERSIONS))) {
            DatabaseMeetingStore book = new DatabaseMeetingStore(database);
            if (book.read(new MeetingId("m")).join().isEmpty()) {
                book.put(MeetingSamples.running(new MeetingId("m"))).join();
            }
            int n = book.read(new MeetingId("m")).join().orElseThrow().sentences().size();
            while (true) {
                book.put(new MeetingId("m"), List.of(MeetingSamples.said(n, "sentence" + n))).join();
                if (n % 10 == 0) {
                    book.put(new MeetingId("m"), MeetingSamples.checkpoint(n / 10), Optional.empty()).join();
                }
                System.out.println(n);
                n++;
            }
        }
    }
}
