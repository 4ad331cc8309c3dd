/// When a back office wants to know the SHA-256 of an input's content, unpacked.
package enum DigestMoment: Sendable {
  case never
  /// With `commit`: it is formed while the input is rated.
  case atCommit
  /// With `begin`, for which files are read once more beforehand. Of pipes and standard input it is known with `commit`.
  case atBegin
}
