/// Why a text is no value of its column.
struct ValueFault: Error {
  var message: String
  var remedy: String
}
