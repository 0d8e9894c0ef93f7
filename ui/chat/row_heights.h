#pragma once

#include <vector>

namespace ui {

/// Where each row of a long list begins, in pixels from its top. Changing one height costs one pass over
/// numbers.
class RowHeights {
 public:
    int count() const { return static_cast<int>(m_heights.size()); }
    int total() const { return m_tops.back(); }
    int top(int row) const { return m_tops[static_cast<std::size_t>(row)]; }
    int height(int row) const { return m_heights[static_cast<std::size_t>(row)]; }
    /// The row at this offset; count() below the last, 0 above the first.
    int rowAt(int offset) const;

    void assign(std::vector<int> heights);
    void append(int height);
    /// Returns by how much the row grew.
    int setHeight(int row, int height);

 private:
    void sumFrom(std::size_t row);

    std::vector<int> m_heights;
    std::vector<int> m_tops{0};  ///< one more than rows: the last is the total
};

}  // namespace ui
