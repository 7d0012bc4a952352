package earshot.cli;

import module java.base;

import earshot.time.SystemTime;

/// The program in a process of its own, with a window that fills the memory once a file appears.
final class FatalErrorProcess {
    private FatalErrorProcess() {}

    static void main(String[] arguments) {
        Path sign = Path.of(System.getProperty("fill"));
        SystemTime time = new SystemTime();
        Program program = new Program(time, (_, _, _) -> {
            time.every(Duration.ofMillis(100), () -> {
                if (Files.exists(sign) && sign.toFile().delete()) {
                    Thread.ofVirtual().name("greedy").start(FatalErrorProcess::fill);
                }
            });
            return new ConsoleHandleFake();
        }, new PrintWriter(System.out, true), new PrintWriter(System.err, true), Optional.of(Runtime.getRuntime()::halt));
        System.exit(program.run(List.of(arguments)));
    }

    private static void fill() {
        List<byte[]> all = new ArrayList<>();
        while (true) {
            all.add(new byte[1 << 16]);
        }
    }
}
