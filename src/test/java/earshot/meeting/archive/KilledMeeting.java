package earshot.meeting.archive;

import earshot.store.ChildJava;
import earshot.store.Database;
import earshot.store.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A process that adds sentences to a meeting and prints the number of each once it is stored, until it is killed. Every tenth comes with
/// an interim summary, which is stored before the number is printed.
final class KilledMeeting {
    private KilledMeeting() {}

    static void main(String[] args) {
        ChildJava.endWithParent();
        try (Database database = Database.open(new Home(Path.of(args[0])), List.of(MeetingTable.SCHEMA))) {
            MeetingTable book = new MeetingTable(database);
            if (book.read("m").join().isEmpty()) {
                book.put(Minutes.running("m")).join();
            }
            int n = book.read("m").join().orElseThrow().segments().size();
            while (true) {
                book.put("m", List.of(Minutes.said(n, "sentence" + n))).join();
                if (n % 10 == 0) {
                    book.put("m", Minutes.checkpoint(n / 10), Optional.empty()).join();
                }
                System.out.println(n);
                n++;
            }
        }
    }
}
