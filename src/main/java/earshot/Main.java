package earshot;

import earshot.cli.Program;
import java.util.List;

/// Where the program starts. All it adds to the command line is the console, which that may not know.
public final class Main {
    private Main() {}

    static void main(String[] arguments) {
        System.exit(Program.run(List.of(arguments), Window::open));
    }
}
