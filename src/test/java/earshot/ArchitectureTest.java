package earshot;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.lang.classfile.constantpool.InterfaceMethodRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules of the architecture, checked in the compiled classes: dependencies between packages, use of libraries, and reading clocks.
class ArchitectureTest {
    /// From the lowest level to the highest. A package may use packages of lower levels, and those of its own level as long as that
    /// makes no cycle.
    private static final List<Set<String>> LEVELS = List.of(
        Set.of("watch", "problem", "time", "compute", "data"),
        Set.of("wire", "store", "config", "audio", "event", "provider"),
        Set.of("asr", "tts", "llm", "device", "capture"),
        Set.of("tool", "memory", "turn", "chat", "meeting", "coding", "workflow", "peer", "server", "simulator"),
        Set.of("session"),
        Set.of("engine"),
        Set.of("cli", "ui"),
        Set.of(""));

    private static final Pattern TYPE_NAME = Pattern.compile("(?:^|[L<;(\\[])((?:[a-z_][A-Za-z0-9_]*/)+[A-Za-z_$][A-Za-z0-9_$]*)");

    private static final Set<String> CLOCKS = Set.of(
        "java/lang/System.nanoTime", "java/lang/System.currentTimeMillis", "java/time/Instant.now", "java/time/LocalDateTime.now", "java/time/LocalTime.now",
        "java/time/LocalDate.now", "java/time/ZonedDateTime.now", "java/time/OffsetDateTime.now", "java/time/Clock.systemUTC", "java/time/Clock.systemDefaultZone",
        "java/lang/Thread.sleep", "java/util/concurrent/TimeUnit.sleep", "java/util/concurrent/locks/LockSupport.parkNanos",
        "java/util/concurrent/locks/LockSupport.parkUntil", "java/lang/Thread.onSpinWait");

    /// Methods that wait with a limit, when called with a time argument.
    private static final Set<String> WAITS = Set.of("wait", "await", "awaitTermination", "get", "poll", "offer", "tryAcquire", "tryLock", "join", "waitFor", "orTimeout", "completeOnTimeout");

    private record Member(String name, String descriptor) {
        boolean waitsWithLimit() {
            String method = name.substring(name.lastIndexOf('.') + 1);
            boolean library = name.startsWith("java/util/concurrent/") || name.startsWith("java/lang/Thread") || name.startsWith("java/lang/Process") || name.startsWith("java/lang/Object");
            return library && WAITS.contains(method) && (descriptor.contains("TimeUnit;)") || descriptor.contains("Duration;)") || descriptor.startsWith("(J)") || descriptor.startsWith("(JI)"));
        }
    }

    /// @param name in internal form, with slashes
    /// @param uses names of all types it refers to
    private record Type(String name, Set<String> uses, List<Member> calls) {
        String area() {
            return areaOf(name);
        }
    }

    private final List<Type> types = read();

    @Test
    void everyPackageHasAPlaceInThePlan() {
        assertThat(types.stream().map(Type::area).distinct()).allMatch(area -> LEVELS.stream().anyMatch(level -> level.contains(area)));
    }

    @Test
    void aPackageUsesNoneOfALevelAboveIt() {
        assertThat(types.stream().flatMap(type -> type.uses().stream()
            .filter(used -> used.startsWith("earshot/") && level(areaOf(used)) > level(type.area()))
            .map(used -> type.name() + " uses " + used))).isEmpty();
    }

    @Test
    void commandLineAndConsoleDoNotKnowEachOther() {
        assertThat(uses("cli", "earshot/ui/")).isEmpty();
        assertThat(uses("ui", "earshot/cli/")).isEmpty();
    }

    @Test
    void noPackagesUseEachOtherInACircle() {
        Map<String, Set<String>> graph = types.stream().collect(groupingBy(ArchitectureTest::packageOf, TreeMap::new,
            mapping(Type::uses, java.util.stream.Collectors.flatMapping(Set::stream, toCollection(TreeSet::new)))));
        graph.replaceAll((from, uses) -> uses.stream().filter(used -> used.startsWith("earshot/")).map(ArchitectureTest::packageOf)
            .filter(to -> !to.equals(from) && graph.containsKey(to)).collect(toCollection(TreeSet::new)));
        List<String> circles = new ArrayList<>();
        graph.keySet().forEach(from -> circle(graph, from, from, new ArrayList<>(List.of(from)), circles, new TreeSet<>()));
        assertThat(circles).isEmpty();
    }

    @Test
    void aViewUsesNoOtherView() {
        assertThat(types.stream().filter(type -> view(type.name()) != null).flatMap(type -> type.uses().stream()
            .filter(used -> view(used) != null && !view(used).equals(view(type.name())))
            .map(used -> type.name() + " uses " + used))).isEmpty();
    }

    @Test
    void onlyTheConsoleAndMainKnowJavaFx() {
        assertThat(types.stream().filter(type -> !type.area().equals("ui") && !type.area().isEmpty()).flatMap(type -> usesOf(type, "javafx/"))).isEmpty();
    }

    @Test
    void onlyTheServerKnowsTheWebSocketLibrary() {
        assertThat(types.stream().filter(type -> !type.area().equals("server")).flatMap(type -> usesOf(type, "org/java_websocket/"))).isEmpty();
    }

    @Test
    void onlyTimeReadsAClockSleepsOrWaitsWithALimit() {
        assertThat(types.stream().filter(type -> !type.area().equals("time")).flatMap(type -> type.calls().stream()
            .filter(call -> CLOCKS.contains(call.name()) || call.waitsWithLimit())
            .map(call -> type.name() + " calls " + call.name() + call.descriptor()))).isEmpty();
    }

    private Stream<String> uses(String area, String prefix) {
        return types.stream().filter(type -> type.area().equals(area)).flatMap(type -> usesOf(type, prefix));
    }

    private static Stream<String> usesOf(Type type, String prefix) {
        return type.uses().stream().filter(used -> used.startsWith(prefix)).map(used -> type.name() + " uses " + used);
    }

    private static void circle(Map<String, Set<String>> graph, String start, String at, List<String> way, List<String> found, Set<String> seen) {
        for (String next : graph.get(at)) {
            if (next.equals(start)) {
                // reports each cycle once, starting with its first package in alphabetical order
                if (way.stream().allMatch(other -> start.compareTo(other) <= 0)) {
                    found.add(String.join(" -> ", way) + " -> " + start);
                }
            } else if (seen.add(next)) {
                List<String> further = new ArrayList<>(way);
                further.add(next);
                circle(graph, start, next, further, found, seen);
            }
        }
    }

    private static String view(String type) {
        String pack = type.substring(0, type.lastIndexOf('/'));
        return pack.startsWith("earshot/ui/") && !pack.equals("earshot/ui/part") ? pack : null;
    }

    private static int level(String area) {
        for (int level = 0; level < LEVELS.size(); level++) {
            if (LEVELS.get(level).contains(area)) {
                return level;
            }
        }
        throw new AssertionError("no level for the package " + area);
    }

    /// `earshot/ui/part/X` → `ui`, `earshot/Main` → ``.
    private static String areaOf(String type) {
        String[] parts = type.split("/");
        return parts.length > 2 ? parts[1] : "";
    }

    private static String packageOf(Type type) {
        return packageOf(type.name());
    }

    private static String packageOf(String type) {
        return type.substring(0, type.lastIndexOf('/'));
    }

    private static List<Type> read() {
        try (Stream<Path> files = Files.walk(Path.of("target/classes/earshot"))) {
            return files.filter(file -> file.toString().endsWith(".class") && !file.endsWith("package-info.class")).map(ArchitectureTest::type).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Type type(Path file) {
        try {
            ClassModel model = ClassFile.of().parse(file);
            Set<String> uses = new TreeSet<>();
            List<Member> calls = new ArrayList<>();
            model.constantPool().forEach(entry -> {
                switch (entry) {
                    case ClassEntry type -> named(type.asInternalName(), uses);
                    // descriptors and signatures are stored as such entries
                    case Utf8Entry text -> named(text.stringValue(), uses);
                    case MethodRefEntry method -> calls.add(member(method));
                    case InterfaceMethodRefEntry method -> calls.add(member(method));
                    default -> { }
                }
            });
            return new Type(model.thisClass().asInternalName(), uses, calls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Member member(MemberRefEntry method) {
        return new Member(method.owner().asInternalName() + "." + method.name().stringValue(), method.type().stringValue());
    }

    private static void named(String text, Set<String> uses) {
        if (text.startsWith("earshot/") || text.contains("Learshot/") || text.contains("javafx/") || text.contains("org/java_websocket/")) {
            Matcher names = TYPE_NAME.matcher(text);
            while (names.find()) {
                uses.add(names.group(1));
            }
        }
    }
}
