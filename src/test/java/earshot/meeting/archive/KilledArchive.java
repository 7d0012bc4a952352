package earshot.meeting.archive;

import earshot.store.ChildJava;
import java.nio.file.Path;
import java.util.Map;

/// A process that ends one meeting after another and calls a webhook, and prints the number of each once it is stored, until it is killed.
final class KilledArchive {
    private KilledArchive() {}

    /// @param args home, address of the webhook, number of the first meeting
    static void main(String[] args) {
        ChildJava.endWithParent();
        ArchiveHouse house = new ArchiveHouse(Path.of(args[0]));
        house.webhook(args[1], null, Map.of());
        house.archive.start();
        for (int n = Integer.parseInt(args[2]); true; n++) {
            house.keep(Minutes.ended("m" + n, Minutes.NINE.plusSeconds(n), 120), Minutes.sentences(120));
            house.archive.changed();
            System.out.println(n);
        }
    }
}
