package earshot.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.event.Event;
import earshot.event.Timeline;
import earshot.id.DeviceId;
import earshot.problem.ProblemSinkFake;
import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FaultRegistryTest {
    private static final DeviceId KITCHEN = new DeviceId("aa:bb:cc:00:00:01");
    private static final DeviceId HALL = new DeviceId("aa:bb:cc:00:00:02");

    private final TimeFake time = new TimeFake();
    private final Timeline timeline = new Timeline(time);
    private final ProblemSinkFake problems = new ProblemSinkFake();
    private final FaultRegistry faults = new FaultRegistry(time, timeline, problems);

    @Test
    void whatFilesNameIsReadBackAndWhatIsUnknownIsNot() {
        List<ActiveFault> all = Stream.of(FaultKind.values())
            .flatMap(kind -> kind.sides().stream().map(side -> new ActiveFault(HALL, side, Fault.usual(kind), time.now()))).toList();
        assertThat(all).allSatisfy(fault -> assertThat(ActiveFault.parse(fault.name(), fault.amount(), fault.since())).contains(fault));
        assertThat(Stream.of(List.of("b server tickle", "80"), List.of("b nobody jitter", "80"), List.of("b server jitter", "on"), List.of("b server jitter", "0"),
            List.of("jitter", "80"), List.of(" ", "80"), List.of("b c server jitter", "80"))).as("from a stranger or a newer version")
            .allSatisfy(named -> assertThat(ActiveFault.parse(named.getFirst(), named.getLast(), time.now())).isEmpty());
    }

    @Test
    @DisplayName("U52: a fault is on for one device and one side until it is switched off, with a row each")
    void onAndOff() {
        faults.switchOn(KITCHEN, FaultSide.SERVER, new Fault(FaultKind.JITTER, 80));
        faults.switchOn(KITCHEN, FaultSide.DEVICE, new Fault(FaultKind.LOSS, 5));
        assertThat(faults.of(KITCHEN, FaultSide.SERVER)).isEqualTo(Faults.of(new Fault(FaultKind.JITTER, 80)));
        assertThat(faults.of(HALL, FaultSide.SERVER).isEmpty()).isTrue();
        faults.switchOn(KITCHEN, FaultSide.SERVER, new Fault(FaultKind.JITTER, 80));
        faults.switchOn(KITCHEN, FaultSide.SERVER, new Fault(FaultKind.JITTER, 90));
        faults.switchOff(KITCHEN, FaultSide.DEVICE, FaultKind.LOSS);
        faults.switchOff(KITCHEN, FaultSide.DEVICE, FaultKind.LOSS);
        assertThat(faults.active().get()).containsExactly(new ActiveFault(KITCHEN, FaultSide.SERVER, new Fault(FaultKind.JITTER, 90), time.now()));
        assertThat(rows(Locale.ENGLISH)).containsExactly("fault switched on by hand: jitter up to 80 ms",
            "fault of the test device switched on by hand: 5 % of the frames lost",
            "fault switched on by hand: jitter up to 90 ms", "fault of the test device switched off: 5 % of the frames lost");
        assertThat(rows(Locale.SIMPLIFIED_CHINESE)).first().isEqualTo("手动开启故障：抖动最多 80 毫秒");
    }

    @Test
    @DisplayName("U52: all off by one word; what a failing part raised is over with its last fault")
    void allOff() {
        faults.switchOn(KITCHEN, FaultSide.SERVER, Fault.usual(FaultKind.MODEL_FAILS));
        faults.switchOn(KITCHEN, FaultSide.SERVER, Fault.usual(FaultKind.VOICE_SLOW));
        faults.switchOn(HALL, FaultSide.SERVER, Fault.usual(FaultKind.HALF_OPEN));
        faults.switchOff(KITCHEN, FaultSide.SERVER, FaultKind.VOICE_SLOW);
        assertThat(problems.told).as("the model still fails").isEmpty();
        faults.switchAllOff();
        assertThat(faults.active().get()).isEmpty();
        assertThat(faults.of(KITCHEN, FaultSide.SERVER)).isSameAs(Faults.NONE);
        assertThat(problems.told).contains("resolved FAULT_ON");
        int told = rows(Locale.ENGLISH).size();
        faults.switchAllOff();
        assertThat(rows(Locale.ENGLISH)).hasSize(told);
    }

    @Test
    void whatASideCannotDoAndAmountsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> faults.switchOn(KITCHEN, FaultSide.DEVICE, Fault.usual(FaultKind.OTA_ERROR))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fault(FaultKind.LOSS, 101)).hasMessageContaining("1 to 100");
        assertThatThrownBy(() -> new Fault(FaultKind.HALF_OPEN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(faults.active().get()).isEmpty();
    }

    @Test
    void everyKindHasAUsualAmountASideAndWordsInBothLanguages() {
        for (FaultKind kind : FaultKind.values()) {
            Fault fault = Fault.usual(kind);
            assertThat(kind.sides()).as(kind.key()).isNotEmpty();
            assertThat(fault.words(Locale.ENGLISH)).as(kind.key()).doesNotContain("reason.").doesNotContain("{");
            assertThat(fault.words(Locale.SIMPLIFIED_CHINESE)).as(kind.key()).doesNotContain("reason.").matches("(?s).*\\p{IsHan}.*");
        }
    }

    @Test
    void namesForFiles() {
        faults.switchOn(KITCHEN, FaultSide.SERVER, new Fault(FaultKind.HELLO_LATE, 11_000));
        faults.switchOn(KITCHEN, FaultSide.DEVICE, Fault.usual(FaultKind.HELLO_MISSING));
        assertThat(faults.active().get()).extracting(one -> one.name() + ": " + one.amount())
            .containsExactly("aa:bb:cc:00:00:01 server hello_late: 11000", "aa:bb:cc:00:00:01 device hello_missing: on");
    }

    @Test
    @DisplayName("U53: what was on is remembered with its times, also when it was replaced or switched off")
    void whatWasOnIsRemembered() {
        Instant began = time.now();
        faults.switchOn(KITCHEN, FaultSide.SERVER, new Fault(FaultKind.JITTER, 80));
        time.advance(Duration.ofSeconds(1));
        faults.switchOn(KITCHEN, FaultSide.SERVER, new Fault(FaultKind.JITTER, 90));
        faults.switchOn(HALL, FaultSide.SERVER, Fault.usual(FaultKind.HALF_OPEN));
        time.advance(Duration.ofSeconds(1));
        faults.switchAllOff();
        faults.switchOn(HALL, FaultSide.SERVER, new Fault(FaultKind.LOSS, 3));
        assertThat(faults.since(began)).extracting(FaultRegistryTest::period).containsExactly("jitter 80 0-1", "jitter 90 1-2", "half_open on 1-2", "loss 3 2-");
        assertThat(faults.since(began.plusMillis(1_500))).extracting(FaultRegistryTest::period).containsExactly("jitter 90 1-2", "half_open on 1-2", "loss 3 2-");
        assertThat(faults.since(began.plusSeconds(3))).extracting(FaultRegistryTest::period).containsExactly("loss 3 2-");
        for (int i = 0; i < 1_200; i++) {
            faults.switchOn(KITCHEN, FaultSide.SERVER, new Fault(FaultKind.JITTER, 1 + i % 2));
        }
        assertThat(faults.since(Instant.EPOCH)).as("bounded").hasSize(1_002);
    }

    private static String period(FaultPeriod period) {
        ActiveFault fault = period.fault();
        return fault.fault().kind().key() + " " + fault.amount() + " " + fault.since().getEpochSecond() % 10 + "-"
            + period.until().map(until -> Long.toString(until.getEpochSecond() % 10)).orElse("");
    }

    private List<String> rows(Locale locale) {
        return timeline.rows().read(0, 100).rows().stream().map(Event::text).map(text -> text.in(locale)).toList();
    }
}
