/// What the HTTP interfaces for other programs have in common: who may ask ([earshot.api.ApiAccess]), the query ([earshot.api.ApiQuery]) and the form of
/// the answers ([earshot.api.ApiReply]). They share one token and one limit.
package earshot.api;
