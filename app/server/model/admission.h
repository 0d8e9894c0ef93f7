#pragma once

#include <atomic>

namespace app::server {

/// Counts the answers that are computed or wait, and refuses the one too many before its pictures are opened.
/// Of the server's thread; the count may be read from any.
class Admission final {
 public:
    explicit Admission(int most) : m_most(most) {}

    /// Places for some answers, given back when it goes.
    class Place {
     public:
        Place(Admission& admission, int count) : m_admission(admission), m_count(count) {
            m_admission.m_taken += count;
        }
        ~Place() { m_admission.m_taken -= m_count; }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

     private:
        Admission& m_admission;
        const int m_count;
    };

    bool hasRoomFor(int count) const { return m_taken + count <= m_most; }
    int taken() const { return m_taken; }

 private:
    const int m_most;
    std::atomic<int> m_taken = 0;
};

}  // namespace app::server
