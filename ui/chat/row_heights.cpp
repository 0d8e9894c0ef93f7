#include "ui/chat/row_heights.h"

#include <algorithm>

namespace ui {

int RowHeights::rowAt(int offset) const {
    if (offset < 0) return 0;
    const auto above = std::upper_bound(m_tops.begin(), m_tops.end(), offset);
    return std::min(static_cast<int>(above - m_tops.begin()) - 1, count());
}

void RowHeights::assign(std::vector<int> heights) {
    m_heights = std::move(heights);
    sumFrom(0);
}

void RowHeights::append(int height) {
    m_heights.push_back(height);
    m_tops.push_back(m_tops.back() + height);
}

int RowHeights::setHeight(int row, int height) {
    const auto at = static_cast<std::size_t>(row);
    const int grown = height - m_heights[at];
    if (grown != 0) {
        m_heights[at] = height;
        sumFrom(at);
    }
    return grown;
}

void RowHeights::sumFrom(std::size_t row) {
    m_tops.resize(m_heights.size() + 1);
    for (std::size_t i = row; i < m_heights.size(); ++i)
        m_tops[i + 1] = m_tops[i] + m_heights[i];
}

}  // namespace ui
