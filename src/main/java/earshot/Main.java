package earshot;

import earshot.cli.Program;
import java.util.List;

/// The entry point. It gives the command line the console, on which package `cli` may not depend.
public final class Main {
    private Main() {}

    static void main(String[] arguments) {
        System.exit(Program.run(List.of(arguments), JavaFxWindow::open));
    }
}
