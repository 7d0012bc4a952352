package earshot;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import earshot.data.LetterCase;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.WrapGuard;
import org.junit.jupiter.api.Test;

/// The rules of the architecture, checked in the compiled classes: dependencies between packages, use of libraries, and reading clocks.
class ArchitectureTest {
    /// From the bottom to the top; the root stands above all. A package may use those of the groups before its own; those that share a group
    /// may use each other as long as no cycle comes of it.
    private static final List<Set<String>> LEVELS = List.of(
        Set.of("watch", "problem", "time", "compute", "data", "catalog", "id"),
        Set.of("wire", "store", "config", "audio", "event", "fault", "remote", "process"),
        Set.of("asr", "tts", "llm", "device", "access"),
        Set.of("feature"),
        Set.of("tool", "memory", "reminder", "turn", "conversation", "meeting", "coding", "peer", "server", "simulator", "display", "api", "task"),
        Set.of("session", "capture", "firmware", "playback", "lint", "fault.injection", "tap", "operator", "metrics"),
        Set.of("engine"),
        Set.of("replay"),
        Set.of("cli", "ui"));

    private static final Set<String> CLOCKS = Set.of(
        "java.lang.System.nanoTime", "java.lang.System.currentTimeMillis", "java.time.Instant.now", "java.time.LocalDateTime.now", "java.time.LocalTime.now",
        "java.time.LocalDate.now", "java.time.ZonedDateTime.now", "java.time.OffsetDateTime.now", "java.time.Clock.systemUTC",
        "java.time.Clock.systemDefaultZone",
        "java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep", "java.util.concurrent.locks.LockSupport.parkNanos",
        "java.util.concurrent.locks.LockSupport.parkUntil", "java.lang.Thread.onSpinWait");

    /// Methods that wait with a limit, when called with a time argument.
    private static final Set<String> WAITS = Set.of("wait", "await", "awaitTermination", "get", "poll", "offer", "tryAcquire", "tryLock", "join", "waitFor",
        "orTimeout", "completeOnTimeout");

    private static final JavaClasses CLASSES = classes();

    @Test
    void everyPackageHasALevelAndUsesNoneAboveIt() {
        LayeredArchitecture levels = layeredArchitecture().consideringOnlyDependenciesInLayers().layer("root").definedBy("earshot");
        for (int level = 0; level < LEVELS.size(); level++) {
            levels = levels.layer("level " + level).definedBy(LEVELS.get(level).stream().map(area -> "earshot." + area + "..").toArray(String[]::new));
        }
        for (int level = 0; level < LEVELS.size(); level++) {
            Stream<String> above = IntStream.range(level + 1, LEVELS.size()).mapToObj(higher -> "level " + higher);
            levels = levels.whereLayer("level " + level).mayOnlyBeAccessedByLayers(Stream.concat(above, Stream.of("root")).toArray(String[]::new));
        }
        levels.whereLayer("root").mayNotBeAccessedByAnyLayer().ensureAllClassesAreContainedInArchitecture().check(CLASSES);
    }

    @Test
    void commandLineAndConsoleDoNotKnowEachOther() {
        noClasses().that().resideInAPackage("earshot.cli..").should().dependOnClassesThat().resideInAPackage("earshot.ui..").check(CLASSES);
        noClasses().that().resideInAPackage("earshot.ui..").should().dependOnClassesThat().resideInAPackage("earshot.cli..").check(CLASSES);
    }

    @Test
    void noPackagesUseEachOtherInACircle() {
        slices().matching("earshot.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void aViewUsesNoOtherView() {
        slices().matching("earshot.ui.(*)..").should().notDependOnEachOther().ignoreDependency(alwaysTrue(), resideInAPackage("earshot.ui.kit.."))
            .check(CLASSES);
    }

    @Test
    void onlyTheConsoleAndMainKnowJavaFx() {
        noClasses().that().resideOutsideOfPackages("earshot", "earshot.ui..").should().dependOnClassesThat().resideInAPackage("javafx..").check(CLASSES);
    }

    @Test
    void onlyThePumpPutsWorkOnTheFxThread() {
        noClasses().that(not(belongToAnyOf(FxPump.class))).should().accessTargetWhere(describe("it is Platform.runLater", access ->
            access.getTarget().getOwner().getName().equals("javafx.application.Platform") && access.getTarget().getName().equals("runLater"))).check(CLASSES);
    }

    @Test
    void onlyTheKitTakesTheRoomOfANode() {
        noClasses().that().resideOutsideOfPackage("earshot.ui.kit..").should().accessTargetWhere(describe("it changes whether a node is managed", access ->
            access.getTarget().getName().equals("setManaged") || access.getTarget().getName().equals("managedProperty"))).check(CLASSES);
    }

    @Test
    void onlyTheServerKnowsTheWebSocketLibrary() {
        noClasses().that().resideOutsideOfPackage("earshot.server..").should().dependOnClassesThat().resideInAPackage("org.java_websocket..").check(CLASSES);
    }

    @Test
    void onlyTimeReadsAClockSleepsOrWaitsWithALimit() {
        noClasses().that().resideOutsideOfPackage("earshot.time..")
            .should().accessTargetWhere(describe("it is a clock, or a wait with a limit", ArchitectureTest::readsAClockOrWaits)).check(CLASSES);
    }

    @Test
    void onlyOneTypeChangesTheCaseOfText() {
        noClasses().that(not(belongToAnyOf(LetterCase.class))).should().accessTargetWhere(describe("it takes long for some texts", access ->
        access.getTarget().getOwner().getName().equals("java.lang.String") && Set.of("toLowerCase", "toUpperCase").contains(access.getTarget().getName())))
            .check(CLASSES);
    }

    @Test
    void onlyOneTypeWrapsText() {
        noClasses().that(not(belongToAnyOf(WrapGuard.class))).should()
            .accessTargetWhere(describe("text from right to left stops the window", access -> access.getTarget().getName().equals("setWrapText")))
            .check(CLASSES);
    }

    @Test
    void noTopLevelTypeSharesItsNameWithAnother() {
        Map<String, List<String>> byName = CLASSES.stream().filter(JavaClass::isTopLevelClass)
            .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())));
        byName.values().removeIf(types -> types.size() == 1);
        assertThat(byName).isEmpty();
    }

    private static JavaClasses classes() {
        // names of foreign types are enough: looking into them all takes most of a minute
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS).importPath(Path.of("target/classes/earshot"));
    }

    private static boolean readsAClockOrWaits(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
            && (CLOCKS.contains(target.getOwner().getName() + "." + target.getName()) || waitsWithLimit(target));
    }

    private static boolean waitsWithLimit(CodeUnitAccessTarget target) {
        boolean library = Stream.of("java.util.concurrent.", "java.lang.Thread", "java.lang.Process", "java.lang.Object")
            .anyMatch(target.getOwner().getName()::startsWith);
        List<String> takes = target.getRawParameterTypes().stream().map(type -> type.getName()).toList();
        boolean limit = !takes.isEmpty() && Set.of("java.util.concurrent.TimeUnit", "java.time.Duration").contains(takes.getLast())
            || takes.equals(List.of("long")) || takes.equals(List.of("long", "int"));
        return library && WAITS.contains(target.getName()) && limit;
    }
}
