package earshot.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of the program when this process ends, and so how it may restart.
public enum Supervision {
    /// Nobody looks after this process: a successor takes over.
    NONE,
    /// A supervisor starts it again when it ends with [#RESTART_EXIT_CODE].
    RESTARTED,
    /// Everything ends with this process, a successor too, and nobody starts it again, as far as can be known: only the server can restart.
    ENDS_ALL;

    /// The exit code by which a supervisor is asked to start the program again (`EX_TEMPFAIL`).
    public static final int RESTART_EXIT_CODE = 75;
    private static final Set<String> CONTAINER_INITS = Set.of("tini", "docker-init", "dumb-init", "catatonit", "podman-init");
    private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);

    /// How this process is looked after; asks systemd where it runs as its service. Waits.
    ///
    /// A shell in a terminal of the desktop may run within a unit of systemd as well; a process with a terminal is not a service.
    public static Supervision detect(Map<String, String> environment) {
        if (ProcessHandle.current().pid() == 1 || startedByContainerInit()) {
            return ENDS_ALL;
        }
        String controlGroup = controlGroup(lines("/proc/self/cgroup"));
        String unit = controlGroup.substring(controlGroup.lastIndexOf('/') + 1);
        if (!environment.containsKey("INVOCATION_ID") || !unit.endsWith(".service") || hasTerminal()) {
            return NONE;
        }
        return restartsAfterFailure(unitProperties(unit, controlGroup.contains("/user@")), ProcessHandle.current().pid()) ? RESTARTED : ENDS_ALL;
    }

    /// The control group that systemd gave a process: with version 1 of control groups there is one a controller, and the one of systemd has its name.
    ///
    /// @param lines of `/proc/PID/cgroup`
    /// @return its path, empty where there is none
    static String controlGroup(List<String> lines) {
        return Stream.of(":name=systemd:", "0::")
            .flatMap(mark -> lines.stream().filter(line -> line.contains(mark)).map(line -> line.substring(line.indexOf(mark) + mark.length()))).findFirst()
            .orElse("");
    }

    /// Where a process of the unit started this one (a job of cron, a script), the exit code of this one reaches nobody who would start it again.
    ///
    /// @param properties of the unit, as `systemctl show` prints them
    /// @param pid of this process
    static boolean restartsAfterFailure(String properties, long pid) {
        Map<String, String> values = properties.lines().filter(line -> line.contains("="))
            .collect(Collectors.toMap(line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1), (first, _) -> first));
        String code = String.valueOf(RESTART_EXIT_CODE);
        boolean prevented = List.of(values.getOrDefault("RestartPreventExitStatus", "").split(" ")).contains(code);
        boolean success = List.of(values.getOrDefault("SuccessExitStatus", "").split(" ")).contains(code);
        boolean forced = List.of(values.getOrDefault("RestartForceExitStatus", "").split(" ")).contains(code);
        boolean main = values.getOrDefault("MainPID", "").equals(String.valueOf(pid));
        return main && !prevented && (forced || switch (values.getOrDefault("Restart", "no")) {
            case "always" -> true;
            case "on-failure" -> !success;
            case "on-success" -> success;
            default -> false;
        });
    }

    private static String unitProperties(String unit, boolean user) {
        try {
            List<String> command = new ArrayList<>(
                List.of("systemctl", "show", unit, "-p", "MainPID,Restart,RestartForceExitStatus,RestartPreventExitStatus,SuccessExitStatus"));
            if (user) {
                command.add("--user");
            }
            Process asked = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).redirectErrorStream(true).start();
            try (InputStream out = asked.getInputStream()) {
                String answer = new String(out.readAllBytes(), UTF_8);
                if (!answer.contains("MainPID=")) {
                    // as where no D-Bus runs, which everybody but root needs for it
                    LOG.warn("systemd did not tell how it starts {} again, so a restart will stay within the process: {}", unit, answer.strip());
                }
                return answer;
            }
        } catch (IOException e) {
            LOG.warn("systemd could not be asked about {}: {}", unit, e.toString());
            return "";
        }
    }

    private static boolean startedByContainerInit() {
        return ProcessHandle.current().parent().filter(parent -> parent.pid() == 1).isPresent() && CONTAINER_INITS.contains(firstLine("/proc/1/comm"));
    }

    /// The seventh field of `stat` is the number of the terminal; the second one, in parentheses, may hold spaces.
    private static boolean hasTerminal() {
        String stat = firstLine("/proc/self/stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length > 4 && !fields[4].equals("0");
    }

    private static String firstLine(String file) {
        return lines(file).stream().findFirst().orElse("");
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException _) {
            return List.of();
        }
    }
}
