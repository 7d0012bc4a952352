package earshot.cli;

import earshot.simulator.ServerUrl;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What a command takes: anything else ends it with exit code 2, in words and with its usage.
record Usage(CommandSpec spec) {
    void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    /// An address of this scheme, or of the same with TLS.
    ///
    /// @param scheme `ws` or `http`
    void requireAddress(String option, String address, String scheme) {
        String written = address.split("://", 2)[0];
        require(!address.contains("://") || written.equals(scheme) || written.equals(scheme + "s"),
            option + " takes an address that starts with " + scheme + ":// or " + scheme + "s://, not " + written + "://");
        try {
            ServerUrl.of(address);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
