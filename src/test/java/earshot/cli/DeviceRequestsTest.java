package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.access.Approval;
import earshot.access.Claim;
import earshot.cli.SingleInstance.Reply;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.lint.Finding;
import earshot.lint.LintRule;
import earshot.memory.ConversationExporter.Format;
import earshot.operator.Delivery;
import earshot.operator.OperatorMessage;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `earshot devices` is answered, without a socket.
class DeviceRequestsTest {
    private static final DeviceId KITCHEN = new DeviceId("a0:b1:c2:00:00:01");
    private static final DeviceId HALL = new DeviceId("a0:b1:c2:00:00:02");

    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final DeviceRequests requests = new DeviceRequests(engine, engine, time);

    @Test
    void whoWaitsStandsFirstAndADeviceThatNeverAskedLast() {
        engine.device(new DeviceId("z9")).asleep(Duration.ofMinutes(1), "device.hangup");
        engine.approvals.set(List.of(approval(KITCHEN, "one", Approval.State.APPROVED, "111111", "bread", ""),
            approval(HALL, "two", Approval.State.PENDING, "222222", "bread", "2.1")));
        assertThat(list().stream().map(line -> line.replaceAll(" {2,}", "|"))).containsExactly("ID|NOW|ACCESS|NAME, BOARD, FIRMWARE, ADDRESS",
            HALL + "|never came|waits, code 222222|bread, 2.1, 192.168.1.9", KITCHEN + "|never came|approved|bread, 192.168.1.9", "z9|asleep|nothing decided");
    }

    @Test
    void withoutADeviceThereIsASentence() {
        assertThat(list()).containsExactly("No device has asked yet.");
    }

    @Test
    void whatADeviceSaysOfItselfIsNoLineOfItsOwn() {
        engine.approvals.set(List.of(approval(KITCHEN, "one", Approval.State.PENDING, "111111", "bread\nfa:ke  connected  approved\u001b[2K", "")));
        assertThat(list()).hasSize(2).allSatisfy(line -> assertThat(line).doesNotContain("\n", "\u001b")).last().asString().contains("bread\\nfa:ke",
            "\\u001B[2K");
    }

    @Test
    void aCodeNamesTheBoardThatWaitsEvenWhereAnotherHadItBefore() {
        Approval waits = approval(HALL, "two", Approval.State.PENDING, "123456", "", "");
        engine.approvals.set(List.of(approval(KITCHEN, "one", Approval.State.REFUSED, "123456", "", ""), waits));
        assertThat(decide(DeviceRequest.Decision.APPROVE, "123456"))
            .isEqualTo(new Reply(true, List.of(HALL + " is approved: it gets its token when it asks by OTA, at its next start at the latest.")));
        assertThat(engine.sentCommands).containsExactly(new Command.ApproveDevice(waits.claim()));
    }

    @Test
    void anIdInAnySpellingNamesTheBoardAboutWhichThatIsNotDecidedYet() {
        Approval refused = approval(KITCHEN, "two", Approval.State.REFUSED, "222222", "", "");
        engine.approvals.set(List.of(approval(KITCHEN, "one", Approval.State.APPROVED, "111111", "", ""), refused));
        assertThat(decide(DeviceRequest.Decision.APPROVE, " A0:B1:C2:00:00:01 ").accepted()).isTrue();
        assertThat(decide(DeviceRequest.Decision.REFUSE, "111111").accepted()).isTrue();
        assertThat(engine.sentCommands).containsExactly(new Command.ApproveDevice(refused.claim()), new Command.RefuseDevice(new Claim(KITCHEN, "one")));
    }

    @Test
    void severalBoardsOfOneIdAreListedWithTheirCodesAndNothingIsDecided() {
        engine.approvals.set(List.of(approval(KITCHEN, "one", Approval.State.PENDING, "111111", "bread", ""),
            approval(KITCHEN, "two", Approval.State.PENDING, "222222", "\u202edaerb", "")));
        Reply reply = decide(DeviceRequest.Decision.FORGET, KITCHEN.value());
        assertThat(reply.accepted()).isFalse();
        assertThat(reply.lines()).containsExactly("Several boards use this id; name one by its code:", "  111111  waits, code 111111, bread, 192.168.1.9",
            "  222222  waits, code 222222, \\u202Edaerb, 192.168.1.9");
        assertThat(engine.sentCommands).isEmpty();
    }

    @Test
    void whatTheEngineRefusesIsTold() {
        engine.approvals.set(List.of(approval(KITCHEN, "one", Approval.State.PENDING, "111111", "", "")));
        engine.outcome = new Outcome.Failed(Problem.of(ProblemCode.STORE_BUSY, "another program holds it"));
        assertThat(decide(DeviceRequest.Decision.REFUSE, "111111")).satisfies(reply -> {
            assertThat(reply.accepted()).isFalse();
            assertThat(String.join("\n", reply.lines())).contains("another program holds it");
        });
        assertThat(decide(DeviceRequest.Decision.REFUSE, "999999").lines()).startsWith("No device with this id or code has asked: 999999");
    }

    @Test
    void conversationsAreSavedOfOneDeviceOrAll() {
        engine.outcome = Outcome.Done.of("export", 12);
        Path file = Path.of("/tmp/said.csv");
        assertThat(answer(new DeviceRequest.Export("", Format.CSV, file))).isEqualTo(new Reply(true, List.of("12 entries are in /tmp/said.csv")));
        answer(new DeviceRequest.Export("A0:B1:C2:00:00:01", Format.JSON, file));
        assertThat(answer(new DeviceRequest.Export("a\nb", Format.JSON, file))).isEqualTo(new Reply(false, List.of("This is no id of a device: a\\nb")));
        assertThat(engine.sentCommands).containsExactly(new Command.ExportConversations(Optional.empty(), Format.CSV, file),
            new Command.ExportConversations(Optional.of(KITCHEN), Format.JSON, file));
    }

    @Test
    void everyRequestIsReadAsItWasWritten() throws IOException {
        for (DeviceRequest request : List.of(new DeviceRequest.ListAll(), new DeviceRequest.Decide(DeviceRequest.Decision.FORGET, "a b"),
            new DeviceRequest.Export("", Format.JSON, Path.of("/a b.json")),
            new DeviceRequest.Send("aa", DeviceRequest.SendAs.MESSAGE, "{\"type\": \"x\"}", true))) {
            assertThat(DeviceRequest.read(request.words())).isEqualTo(request);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "list|more", "APPROVE", "approve|x", "DELETE|x", "export|x|XML|/f", "export|x|CSV", "send|x|SING|la|false"})
    void wordsOfAnotherVersionAreRefused(String words) {
        assertThatThrownBy(() -> DeviceRequest.read(List.of(words.split("\\|")))).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsSentIsAnsweredInWords() {
        Map<Delivery, String> words = Map.of(new Delivery.Sent(), "true It is sent.", new Delivery.Asleep(Optional.empty()),
            "false The device is asleep: it is not connected and cannot be woken from here. It connects when somebody talks to it.",
            new Delivery.Objected(List.of(new Finding(LintRule.JSON_TYPE, "a text\nwithout", 1))),
            "false json-type: a text\\nwithout Nothing was sent; --anyway sends it all the same.");
        words.forEach((delivery, expected) -> {
            engine.outcome = new Outcome.Done("", Optional.of(new Operation.Result.Delivered(delivery)));
            Reply reply = answer(new DeviceRequest.Send(" A0:B1:C2:00:00:01 ", DeviceRequest.SendAs.MESSAGE, "{}", true));
            assertThat(reply.accepted() + " " + String.join(" ", reply.lines())).isEqualTo(expected);
            assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.SendMessage(KITCHEN, new OperatorMessage.Raw("{}"), true));
        });
        assertThat(time.waiting()).as("no timer is left").isZero();
        assertThat(answer(new DeviceRequest.Send("aa", DeviceRequest.SendAs.SAY, "x".repeat(501), false)).accepted()).isFalse();
        assertThat(answer(new DeviceRequest.Send("a\nb", DeviceRequest.SendAs.SAY, "x", false)).lines()).containsExactly("This is no id of a device: a\\nb");
    }

    private List<String> list() {
        return answer(new DeviceRequest.ListAll()).lines();
    }

    private Reply decide(DeviceRequest.Decision decision, String which) {
        return answer(new DeviceRequest.Decide(decision, which));
    }

    private Reply answer(DeviceRequest request) {
        return requests.answer(request).join();
    }

    private Approval approval(DeviceId id, String holder, Approval.State state, String code, String board, String firmware) {
        return new Approval(new Claim(id, holder), state, code, Optional.empty(), new Approval.Origin("192.168.1.9", board, firmware), time.now(),
            Optional.empty());
    }
}
