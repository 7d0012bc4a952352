package earshot.lint;

/// A boot request of a device, and what a server answered.
///
/// @param request body of the request
/// @param reply body of the answer
public record OtaExchange(byte[] request, int status, byte[] reply) {}
