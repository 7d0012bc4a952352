package earshot.store;

import module java.base;

/// A process that writes numbers and prints each once it is confirmed, until it is killed.
final class KilledWriterProcess {
    private KilledWriterProcess() {}

    static void main(String[] args) {
        ChildProcess.endWithParent();
        try (Database database = Database.open(new HomeDirectory(Path.of(args[0])), List.of(DatabaseTest.NUMBERS))) {
            int n = database.read(DatabaseTest::count).join();
            while (true) {
                n++;
                database.write(Durability.valueOf(args[1]), DatabaseTest.insert(n)).join();
                System.out.println(n);
            }
        }
    }
}
