internal import Dispatch
internal import Synchronization

/// Work that several threads prepare and one finishes, in order, with a bounded number of pieces in between.
enum OrderedWork {
  private struct State<Piece: Sendable> {
    var next = 0
    var isStopped = false
    var ready: [Int: Piece] = [:]
  }

  /// - Parameters:
  ///   - prepare: on any thread.
  ///   - finish: on the caller's, piece by piece; when it throws, no more is prepared.
  static func run<Piece: Sendable>(
    count: Int, threads: Int, prepare: @escaping @Sendable (Int) -> Piece, finish: (Int, Piece) throws(BookError) -> Void
  ) throws(BookError) {
    let state = Mutex(State<Piece>())
    // A place is taken before the number of a piece, so that the piece waited for always has one.
    // The semaphore begins at 0: one that is gone with fewer places than it began with is a fault to Dispatch.
    let places = DispatchSemaphore(value: 0)
    for _ in 0..<2 * threads { places.signal() }
    let arrivals = (0..<count).map { _ in DispatchSemaphore(value: 0) }
    let workers = DispatchGroup()
    let shared = Shared(state)
    for _ in 0..<threads {
      DispatchQueue.global().async(group: workers) {
        while true {
          places.wait()
          guard let index = shared.take(count) else { return }
          let piece = prepare(index)
          shared.put(piece, index)
          arrivals[index].signal()
        }
      }
    }
    defer {
      shared.stop()
      for _ in 0..<threads { places.signal() }
      workers.wait()
    }
    for index in 0..<count {
      arrivals[index].wait()
      try finish(index, shared.remove(index))
      places.signal()
    }
  }

  private final class Shared<Piece: Sendable>: Sendable {
    private let state: Mutex<State<Piece>>

    init(_ state: consuming Mutex<State<Piece>>) { self.state = state }

    func take(_ count: Int) -> Int? {
      state.withLock { state in
        guard !state.isStopped, state.next < count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    func put(_ piece: Piece, _ index: Int) { state.withLock { $0.ready[index] = piece } }
    func remove(_ index: Int) -> Piece { state.withLock { $0.ready.removeValue(forKey: index)! } }
    func stop() { state.withLock { $0.isStopped = true } }
  }
}
