// Tabs: one tab stop, arrows move and choose. The panel belongs to the view and is tied by `TabPanel`.

import type { ComponentChildren } from 'preact';
import { classList } from './class-list.ts';
import { moveRovingFocus } from './focus.ts';

export interface Tab {
  readonly id: string;
  readonly label: string;
}

export interface TabsProps {
  readonly label: string;
  /** Of one of `tabs`. */
  readonly selected: string;
  readonly tabs: readonly Tab[];
  readonly onSelect: (id: string) => void;
  /** Begins the ids in the document; the same for the panel. */
  readonly group: string;
}

const tabClass =
  'relative flex min-h-11 shrink-0 items-center text-ui whitespace-nowrap after:absolute after:inset-x-0 ' +
  'after:bottom-0 after:h-[3px] after:rounded-t-sm focus-visible:-outline-offset-4';
const chosen = 'font-semibold text-ink after:bg-ink forced-colors:after:bg-[Highlight]';
const other = 'text-ink-2 hover:text-ink hover:after:bg-line';

export function Tabs({ label, tabs, selected, onSelect, group }: TabsProps) {
  const move = (event: KeyboardEvent) => {
    const target = moveRovingFocus(event, { axis: 'horizontal', selector: '[role="tab"]' });
    const id = target?.dataset['tab'];
    if (id !== undefined) onSelect(id);
  };
  return (
    <div
      role="tablist"
      aria-label={label}
      tabIndex={-1}
      class="flex gap-6 overflow-x-auto border-b border-line"
      onKeyDown={move}
    >
      {tabs.map((tab) => {
        const isSelected = tab.id === selected;
        return (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${group}-tab-${tab.id}`}
            data-tab={tab.id}
            aria-selected={isSelected}
            aria-controls={isSelected ? `${group}-panel-${tab.id}` : undefined}
            tabIndex={isSelected ? 0 : -1}
            class={classList(tabClass, isSelected ? chosen : other)}
            onClick={() => onSelect(tab.id)}
          >
            {tab.label}
          </button>
        );
      })}
    </div>
  );
}

export interface TabPanelProps {
  readonly group: string;
  /** The tab it belongs to. */
  readonly id: string;
  readonly children?: ComponentChildren;
}

export function TabPanel({ group, id, children }: TabPanelProps) {
  return (
    <div role="tabpanel" id={`${group}-panel-${id}`} aria-labelledby={`${group}-tab-${id}`}>
      {children}
    </div>
  );
}
