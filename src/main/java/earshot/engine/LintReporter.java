package earshot.engine;

import module java.base;

import earshot.device.DeviceIdentity;
import earshot.event.EventCode;
import earshot.event.EventSink;
import earshot.event.EventText;
import earshot.fault.FaultKind;
import earshot.fault.FaultRegistry;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.lint.Finding;
import earshot.lint.FindingListener;
import earshot.lint.LintRule;
import earshot.lint.LiveLint;
import earshot.lint.OtaExchange;
import earshot.lint.OtaLint;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.server.HttpReply;

/// Turns the findings of the protocol lint into problems of their device, and a row of the timeline each. Safe for use from any thread.
///
/// @param faults those that somebody switched on: what they break is no finding
record LintReporter(ProblemSink problems, EventSink events, FaultRegistry faults) implements LiveLint.Findings {
    @Override
    public FindingListener of(DeviceId device) {
        return new FindingListener() {
            @Override
            public void broken(Finding finding) {
                if (!expected(device, finding.rule())) {
                    report(device, finding);
                }
            }

            @Override
            public void kept(LintRule rule) {
                problems.resolve(rule.code(), subject(device, rule));
            }
        };
    }

    /// Judges a boot request and its answer; a rule that is kept closes what an earlier one opened.
    void otaAnswered(DeviceIdentity identity, byte[] request, HttpReply reply) {
        DeviceId device = identity.deviceId();
        List<Finding> findings = OtaLint.check(new OtaExchange(request, reply.status(), reply.body()));
        Set<LintRule> broken = findings.stream().map(Finding::rule).collect(Collectors.toSet());
        OtaLint.RULES.stream().filter(rule -> !broken.contains(rule)).forEach(rule -> problems.resolve(rule.code(), subject(device, rule)));
        findings.forEach(finding -> report(device, finding));
    }

    private void report(DeviceId device, Finding finding) {
        LintRule rule = finding.rule();
        if (finding.count() == 1) {
            EventText text = EventText.of(EventCode.LINT_FOUND, rule.id(), finding.detail());
            finding.message().ifPresentOrElse(json -> events.logOfMessage(device, "lint", rule.code().severity(), text, json),
                () -> events.log(device, "lint", rule.code().severity(), text));
        }
        problems.raise(finding.problem(device));
    }

    private boolean expected(DeviceId device, LintRule rule) {
        return Stream.of(FaultKind.values()).filter(rule::isBrokenBy).anyMatch(faults.of(device, FaultSide.SERVER)::has);
    }

    private static ProblemSubject subject(DeviceId device, LintRule rule) {
        return new ProblemSubject.ProtocolRule(device, rule.id());
    }
}
